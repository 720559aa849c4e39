//! The steps of protocols in which people work at tables, on a wall, or on two sides.

use super::{COMPARE, THINK_SAYS, step};
use crate::protocol::{
    Edit::{Again, Beside, Free, NewVersion},
    Mix,
    See::{Answers, Count, Earlier, Group, Ideas, Rounds, Tally},
    Sides, Step,
    Who::{Everyone, Four, Pair, Solo},
    Write::{Answer, AnswerAndReason, Commitment, Notes, Nothing},
};

#[rustfmt::skip]
pub(super) const CONTROVERSY: &[Step] = &[
    step("think", 2, Solo, Answer, &[Count], Free,
        "Everybody writes alone where they stand, before any side is dealt out."),
    step("prepare", 5, Four, Answer, &[Count, Group], Beside,
        "In fours, some are for it and the others against it, whatever they think; of several options they take the first and the second. Each side writes down its best reasons.").with(Sides::Taken),
    step("argue", 6, Four, Nothing, &[Count, Group], NewVersion,
        "One side puts its case while the other listens, then the other. Then argue back: ask for what the reasons rest on.").mixed(Mix::Same).with(Sides::Taken),
    step("change sides", 5, Four, Answer, &[Count, Group], Beside,
        "Now each side argues the other’s case, as well as it can, with one reason that nobody gave before.").mixed(Mix::Same).with(Sides::Changed),
    step("agree", 6, Four, Answer, &[Count, Group], Beside,
        "Drop the sides. Look for one answer that all of you can stand behind, or say where you still differ and why; one of you writes it down.").mixed(Mix::Same).one_a_group(),
    step("all", 4, Everyone, Notes, &[Answers, Ideas, Tally], NewVersion,
        "One answer from each group. What did you believe before you had to argue for it?"),
    COMPARE,
];

#[rustfmt::skip]
pub(super) const JIGSAW: &[Step] = &[
    step("think", 1, Solo, Answer, &[Count], Free, THINK_SAYS),
    step("learn", 7, Four, Answer, &[Count, Group], Beside,
        "Whoever leads gives each group one piece: an exhibit, a paragraph, a person of the case. Learn it until each of you can teach it, and write down what the others need."),
    step("teach", 8, Four, Nothing, &[Count, Group], NewVersion,
        "New groups, with people from different ones: each teaches their piece, the others ask.").mixed(Mix::OneOfEach),
    step("answer", 4, Solo, Answer, &[Count], Beside,
        "Now that you have all the pieces: everybody answers the question alone."),
    step("all", 4, Everyone, Notes, &[Answers, Tally], NewVersion,
        "What could no piece show by itself?"),
    COMPARE,
];

#[rustfmt::skip]
pub(super) const GALLERY: &[Step] = &[
    step("think", 3, Solo, Answer, &[Count], Free, THINK_SAYS),
    step("walk", 8, Solo, Notes, &[Answers], NewVersion,
        "All answers hang there. Everybody goes from one to the next in silence and writes on those of others: what it builds on, challenges or asks."),
    step("come back", 3, Solo, Answer, &[Answers], NewVersion,
        "Back at your own: read what others wrote on it, and write a new version where something moved you."),
    step("talk", 5, Everyone, Notes, &[Answers, Tally], NewVersion,
        "What did you find on the wall that you would not have said yourself?"),
    COMPARE,
];

const CAFE_ROUND: &str = "New tables, with people of different ones. Each tells what was said at theirs; connect it, and write down as a table what is new.";

#[rustfmt::skip]
pub(super) const WORLD_CAFE: &[Step] = &[
    step("think", 1, Solo, Answer, &[Count], Free, THINK_SAYS),
    step("first table", 6, Four, Answer, &[Count, Group], Beside,
        "At tables of about four: talk about the question. One of you writes down what the next table should know.").one_a_group(),
    step("second table", 6, Four, Answer, &[Count, Group], Beside, CAFE_ROUND).mixed(Mix::OneOfEach).one_a_group(),
    step("third table", 6, Four, Answer, &[Count, Group], Beside, CAFE_ROUND).mixed(Mix::OneOfEach).one_a_group(),
    step("harvest", 5, Everyone, Notes, &[Answers, Ideas, Tally], NewVersion,
        "What each table wrote, in every round. What came up at several of them, and which question is open now?"),
    COMPARE,
];

#[rustfmt::skip]
pub(super) const APPRECIATIVE: &[Step] = &[
    step("discover", 3, Solo, Answer, &[Count], Free,
        "Think of a time when it was at its best. What happened, and who did what? Everybody writes one moment alone."),
    step("tell", 6, Pair, Nothing, &[Count, Group], NewVersion,
        "In pairs: each tells theirs. Whoever listens asks what made it possible, and gives no advice."),
    step("dream", 4, Solo, Answer, &[Count, Earlier], Beside,
        "Read the moments of all. If that were usual, what would somebody see who came in two years from now? Everybody writes alone."),
    step("design", 6, Everyone, Notes, &[Answers], NewVersion,
        "What has to be in place so that it becomes usual? Note each thing, and what is there already."),
    step("begin", 4, Everyone, Commitment, &[Answers, Tally], NewVersion,
        "Who does the first thing, and by when? Choose what you can begin with what you have."),
    COMPARE,
];

#[rustfmt::skip]
pub(super) const DEBATE: &[Step] = &[
    step("stand", 2, Solo, AnswerAndReason, &[Count], Free,
        "Everybody writes alone where they stand, and why. Nobody sees it yet."),
    step("prepare", 5, Four, Answer, &[Count], Beside,
        "In fours, some are for it and the others against it, whatever they think; of several options they take the first and the second. Each side writes down its best reasons.").with(Sides::Taken),
    step("open", 4, Four, Nothing, &[Count], NewVersion,
        "First one side puts its case, then the other, two minutes each. Nobody interrupts.").mixed(Mix::Same).with(Sides::Taken),
    step("rebut", 4, Four, Nothing, &[Count], NewVersion,
        "Each side answers the strongest reason of the other, not the weakest; whoever spoke second begins.").mixed(Mix::Same).with(Sides::Taken),
    step("close", 2, Four, Nothing, &[Count], NewVersion,
        "Each side says in one minute why its case still stands.").mixed(Mix::Same).with(Sides::Taken),
    step("stand again", 2, Solo, AnswerAndReason, &[Count], Again,
        "Drop the sides. Everybody writes once more alone where they stand, and what moved them, if anything did."),
    step("both", 4, Everyone, Notes, &[Answers, Tally, Rounds], NewVersion,
        "Before and after, side by side. Which reason moved somebody, and which did nobody answer?"),
    COMPARE,
];
