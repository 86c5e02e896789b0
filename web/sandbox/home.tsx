import { useEffect } from 'preact/hooks';
import { Blocks } from './blocks.tsx';
import { type Button, control, type Member, type View } from './world.ts';

/** The home tab of the app, as it was published for one person. Opening it tells the app. */
export const Home = (props: {
  view: View | undefined;
  members: Member[];
  me: Member;
  onPress: (button: Button) => void;
}) => {
  const { view, members, me } = props;
  useEffect(() => {
    void control('home', { user: me.id });
  }, [me.id]);
  return (
    <section class="home" aria-label="Home tab of Handoff">
      {view ? (
        <Blocks blocks={view.blocks} members={members} onClick={props.onPress} />
      ) : (
        <p class="empty">The app has not published a home for {me.realName} yet.</p>
      )}
    </section>
  );
};
