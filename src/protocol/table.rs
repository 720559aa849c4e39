//! Every built-in protocol: one step a row, with its minutes, who, what is written, what is seen
//! and how an answer may change. `roundtable protocols` prints them.

use std::borrow::Cow;

use super::{
    ALONE, DEFAULT,
    Edit::{self, Again, Beside, Free, Locked, NewVersion},
    GoOn, Mix, Names, Protocol, RoundAgain,
    See::{
        self, Answers, Count, Earlier, Group, Ideas, Model, PrivateTally, Rounds, Tally, Voices,
    },
    Sides, Step, Until,
    Who::{self, Everyone, Four, Holder, InTurn, Inside, Others, Pair, Solo, Trio},
    Words,
    Write::{
        self, Answer, AnswerAndReason, Commitment, Consent, Dots, Notes, Nothing, Ranking, Rating,
        Stance,
    },
};

mod at_tables;
use at_tables::{APPRECIATIVE, CONTROVERSY, DEBATE, GALLERY, JIGSAW, WORLD_CAFE};

/// Every built-in protocol, the default first.
#[rustfmt::skip]
pub const BUILT_IN: &[Protocol] = &[
    protocol(DEFAULT, "Everybody writes, then all answers appear at once and are talked about.",
        "After silent individual work before group discussion: Diehl & Stroebe 1987, Journal of Personality and Social Psychology 53(3): 497–509.",
        THINK_SHARE),
    protocol("think-pair-share", "Everybody writes, then two talk, then all hear all.",
        "Lyman 1981, The responsive classroom discussion.",
        THINK_PAIR_SHARE),
    protocol("1-2-4-all", "One, two, four, all: everybody’s idea grows in company before the whole group hears it.",
        "Lipmanowicz & McCandless 2013, The Surprising Power of Liberating Structures.",
        ONE_TWO_FOUR_ALL),
    protocol("peer-instruction", "Vote and say why, talk with somebody who voted differently, vote again. For choice questions.",
        "Mazur 1997, Peer Instruction: A User’s Manual; Crouch & Mazur 2001, American Journal of Physics 69(9): 970–977.",
        PEER_INSTRUCTION),
    protocol("nominal-group", "Many ideas, heard one by one without debate, then ranked in private, twice.",
        "Delbecq & Van de Ven 1971, Journal of Applied Behavioral Science 7(4): 466–492.",
        NOMINAL_GROUP),
    protocol("delphi", "Nobody is named: rate, see what others think and why, rate again until every item is settled.",
        "Dalkey & Helmer 1963, Management Science 9(3): 458–467. Agreement here is 70 % within 7–9 and fewer than 15 % within 1–3, or the reverse, as studies of core outcomes define it since Harman et al. 2013, Trials 14: 70.",
        DELPHI),
    protocol("consent", "A proposal goes ahead once all have voted and nobody has an objection with a reason: good enough for now, safe enough to try.",
        "Sociocracy: Endenburg 1998, Sociocracy: The organization of decision-making.",
        CONSENT),
    protocol("consultancy", "One person brings a case, the others think aloud about it while that person listens.",
        "Developed by Gene Thompson-Grove, Paula Evans and Faith Dunne for the Coalition of Essential Schools; McDonald, Mohr, Dichter & McDonald 2003, The Power of Protocols; National School Reform Faculty.",
        CONSULTANCY).once(),
    protocol("what-so-what-now-what", "What happened, what it means, what to do: one after the other.",
        "Borton 1970, Reach, Touch and Teach; Rolfe, Freshwater & Jasper 2001, Critical Reflection for Nursing.",
        WHAT).once(),
    protocol("plenary", "The whole room thinks aloud: an opening question, a board, a show of where people stand.",
        "The case discussion led in a large class: Christensen, Garvin & Sweet 1991, Education for Judgment.",
        PLENARY),
    protocol("fishbowl", "Some talk in the middle and the others listen; then they change places.",
        "Priles 1993, The fishbowl discussion, The English Journal 82(6): 49–50.",
        FISHBOWL),
    protocol("pre-mortem", "It has failed, a year from now: everybody writes why, and the plan is mended.",
        "Klein 2007, Harvard Business Review 85(9): 18–19.",
        PRE_MORTEM),
    protocol("after-action-review", "What was meant, what happened, why, and what next: of what is over.",
        "U.S. Army 1993, A Leader’s Guide to After-Action Reviews, Training Circular 25-20.",
        AFTER_ACTION).once(),
    protocol("troika", "In threes, each in turn gets advice from two while they turn away and listen.",
        "Lipmanowicz & McCandless 2013, The Surprising Power of Liberating Structures: Troika Consulting.",
        TROIKA),
    protocol("kollegiale-fallberatung", "One brings a case and a key question, the others advise, one decides what to take along.",
        "Tietze 2003, Kollegiale Beratung: Problemlösungen gemeinsam entwickeln.",
        FALLBERATUNG).once(),
    protocol("six-hats", "Everybody looks the same way at once: facts, feelings, dangers, gains, ideas, and what follows.",
        "de Bono 1985, Six Thinking Hats.",
        SIX_HATS),
    protocol("academic-controversy", "In fours: two argue for it and two against, then they change sides, then they look for one answer.",
        "Johnson, Johnson & Smith 1997, Academic Controversy: Enriching College Instruction through Intellectual Conflict, ASHE-ERIC; ERIC Digest ED409828.",
        CONTROVERSY),
    protocol("jigsaw", "Each group learns one piece; then people from different groups meet, and each teaches theirs.",
        "Aronson, Blaney, Stephan, Sikes & Snapp 1978, The Jigsaw Classroom.",
        JIGSAW),
    protocol("gallery-walk", "All answers hang on the wall; everybody walks along in silence and writes on those of others.",
        "Francek 2006, Promoting discussion in the science classroom using gallery walks, Journal of College Science Teaching 36(1): 27–31.",
        GALLERY),
    protocol("world-cafe", "Rounds at small tables that mix anew each time, then a harvest of what each table found.",
        "Brown & Isaacs 2005, The World Café: Shaping Our Futures Through Conversations That Matter. There a round takes 20 minutes and one stays at each table as its host; here the table’s one answer tells the next what was said.",
        WORLD_CAFE),
    protocol("appreciative-inquiry", "When was it at its best, what if that were usual, what does it need, and who begins?",
        "Cooperrider & Srivastva 1987, Appreciative inquiry in organizational life, Research in Organizational Change and Development 1: 129–169; the four steps: Cooperrider & Whitney 2005, Appreciative Inquiry: A Positive Revolution in Change.",
        APPRECIATIVE).once(),
    protocol("debate", "In fours: two for it and two against, in timed turns, and everybody says before and after where they stand.",
        "Kennedy 2007, In-class debates: Fertile ground for active learning and the cultivation of critical thinking and oral communication skills, International Journal of Teaching and Learning in Higher Education 19(2): 183–190.",
        DEBATE),
    protocol(ALONE, "For one person: answer, then compare claim by claim, and revise.",
        "Retrieval before feedback: Roediger & Karpicke 2006, Psychological Science 17(3): 249–255. If-then plans: Gollwitzer 1999, American Psychologist 54(7): 493–503.",
        SOLO),
];

const THINK_SAYS: &str = "Everybody writes alone. Nobody sees an answer yet.";
const SHARE_SAYS: &str = "All answers appear at once. Read before anybody speaks.";
const DISCUSS_SAYS: &str =
    "Talk about it. Note what is new, what builds on, what challenges, what asks.";
const COMPARE: Step = step(
    "compare",
    2,
    Everyone,
    Stance,
    &[Answers, Tally, Model],
    NewVersion,
    "One possible answer, claim by claim: agree, extend or contest it.",
);

#[rustfmt::skip]
const THINK_SHARE: &[Step] = &[
    step("think", 3, Solo, Answer, &[Count], Free, THINK_SAYS),
    step("share", 1, Everyone, Nothing, &[Answers, Tally], NewVersion, SHARE_SAYS),
    step("discuss", 5, Everyone, Notes, &[Answers, Tally], NewVersion, DISCUSS_SAYS),
    COMPARE,
];

#[rustfmt::skip]
const THINK_PAIR_SHARE: &[Step] = &[
    step("think", 2, Solo, Answer, &[Count], Free, THINK_SAYS),
    step("pair", 3, Pair, Answer, &[Count, Group], NewVersion,
        "Two talk and see each other's answer. You may write a new version."),
    step("share", 4, Everyone, Notes, &[Answers, Tally], NewVersion,
        "All answers appear at once. Hear from the pairs and note what is said."),
    COMPARE,
];

#[rustfmt::skip]
const ONE_TWO_FOUR_ALL: &[Step] = &[
    step("one", 1, Solo, Answer, &[Count], Free, THINK_SAYS),
    step("two", 2, Pair, Answer, &[Count, Group], NewVersion,
        "Two talk and see each other’s answer. Build on what you have; you may write a new version."),
    step("four", 4, Four, Answer, &[Count, Group], Beside,
        "Pairs come together in groups of about four. Say what is alike and what is not; choose one idea for all, and one of you writes it down.").mixed(Mix::Joined).one_a_group(),
    step("all", 5, Everyone, Notes, &[Answers, Ideas, Tally], NewVersion,
        "One idea from each group. Ask what stood out in the talk, and note what is new; what each person wrote comes back after this step."),
    COMPARE,
];

#[rustfmt::skip]
const PEER_INSTRUCTION: &[Step] = &[
    step("vote", 1, Solo, AnswerAndReason, &[Count], Free,
        "Everybody votes alone and says why. Nobody sees a vote yet."),
    step("look", 0, Everyone, Nothing, &[Count, PrivateTally], NewVersion,
        "Only the facilitator sees how the votes fell. The others wait; nothing is shown."),
    step("discuss", 3, Pair, Nothing, &[Count, Group], NewVersion,
        "Two who voted differently, as far as there are any: convince each other, or find out why not.").mixed(Mix::Different),
    step("vote again", 1, Solo, AnswerAndReason, &[Count], Again,
        "Everybody votes once more, alone. The first vote is kept; say what moved you, if anything did."),
    step("both rounds", 2, Everyone, Notes, &[Answers, Tally, Rounds], NewVersion,
        "Both rounds side by side. Hear the few as well as the many."),
    COMPARE,
];

#[rustfmt::skip]
const NOMINAL_GROUP: &[Step] = &[
    step("silent", 5, Solo, Answer, &[Count], Free,
        "Everybody writes alone, in silence. Nobody sees an answer yet."),
    step("round", 5, InTurn, Notes, &[Count], NewVersion,
        "In turn, each says one idea that was not said yet, and round again until nobody has more. No debate. Note each as a new idea; whoever has none passes.").until_nobody_has_more(),
    step("clarify", 5, Everyone, Notes, &[Answers], NewVersion,
        "Ask what is meant, not whether it is right. What was written and not said is on the list too. Put only exact repeats together in a theme."),
    step("rank", 3, Solo, Ranking, &[Count, Answers], Again,
        "Everybody ranks the five best alone. Nobody sees a ranking yet.").unnamed(),
    step("talk", 5, Everyone, Notes, &[Answers, Tally], NewVersion,
        "Look at what the rankings add up to. Ask about what surprises you; nobody has to explain their own."),
    step("rank again", 2, Solo, Ranking, &[Count, Answers, Tally], Again,
        "Everybody ranks once more, alone. This is the result.").unnamed(),
    step("result", 2, Everyone, Notes, &[Answers, Tally, Rounds], NewVersion,
        "Both rankings side by side."),
    COMPARE,
];

#[rustfmt::skip]
const DELPHI: &[Step] = &[
    step("answer", 5, Solo, Answer, &[Count], Free,
        "Everybody writes alone. Nobody is named, now or later.").unnamed(),
    step("rate", 4, Solo, Rating, &[Count, Earlier], Again,
        "What says the same is put together in a theme first. Then everybody rates each answer from 1 to 9 and says why. Nobody sees a rating yet.").unnamed(),
    step("rate again", 4, Solo, Rating, &[Count, Earlier, Tally, Rounds], Again,
        "See the middle, the spread and the reasons, then rate once more. Keep your rating where nothing moved you.")
        .unnamed().round_again(0, Until::Agreement, 3),
    step("result", 3, Everyone, Notes, &[Answers, Tally, Rounds], NewVersion,
        "What was agreed, and what was not: no consensus is a result too.").unnamed(),
    COMPARE,
];

#[rustfmt::skip]
const CONSENT: &[Step] = &[
    step("present", 3, Holder, Answer, &[Answers], Free,
        "Whoever brings the proposal says what it is for, then the proposal, and writes both down. The others listen."),
    step("questions", 5, Everyone, Notes, &[Answers], NewVersion,
        "Ask what is not clear. No opinions yet."),
    step("reactions", 5, InTurn, Notes, &[Answers], NewVersion,
        "In turn, one breath each. Nobody answers."),
    step("amend", 3, Holder, Answer, &[Answers], NewVersion,
        "Whoever brought the proposal changes it, or leaves it as it is."),
    step("consent", 2, Solo, Consent, &[Count, Answers], Again,
        "Is it good enough for now, and safe enough to try? Consent, even where you would have chosen otherwise; object where it would harm what it is for, and say how. Written alone, shown all at once."),
    step("integrate", 10, Holder, Answer, &[Answers, Tally], NewVersion,
        "Where somebody objects, change the proposal with them until it is good enough for now and safe enough to try; then everybody is asked again. Where all have voted and nobody does, it goes ahead.")
        .round_again(1, Until::NoObjection, 5),
    step("look back", 2, Everyone, Commitment, &[Answers, Tally], NewVersion,
        "Where it goes ahead: say who does what, and the day on which you look back at it. Where it does not: say who carries the objection on, and to whom."),
    COMPARE,
];

#[rustfmt::skip]
const CONSULTANCY: &[Step] = &[
    step("present", 5, Holder, Answer, &[Answers], Free,
        "Whoever brings the case tells it, and writes down the question. The others listen."),
    step("clarify", 5, Everyone, Notes, &[Answers], NewVersion,
        "Questions that have a short answer: who, when, how many."),
    step("probe", 10, Everyone, Notes, &[Answers], NewVersion,
        "Questions that make the holder think: why, what if, what else. No advice in disguise."),
    step("restate", 2, Holder, Answer, &[Answers], NewVersion,
        "The holder says the question again, as it looks now, and writes it down if it has changed."),
    step("confer", 15, Others, Notes, &[Answers], NewVersion,
        "As if the holder were not there: what did we hear? What didn’t we hear that matters? What do we take for granted? What might we do? The holder is silent and takes notes."),
    step("respond", 5, Holder, Notes, &[Answers], NewVersion,
        "The holder says what they heard that is new and what they will think about. The others listen."),
    step("debrief", 5, Everyone, Notes, &[Answers], NewVersion,
        "How was this for the holder, and for the others? Not the case again."),
    COMPARE,
];

#[rustfmt::skip]
const WHAT: &[Step] = &[
    step("what", 8, Solo, Answer, &[Count], Free,
        "What happened? Only what a camera would have seen and heard. Everybody writes alone, then all is shown."),
    step("so what", 8, Solo, Answer, &[Count, Earlier], Beside,
        "Read what all saw. So what: what does it mean, and why does it matter? Everybody writes alone."),
    step("now what", 8, Solo, Answer, &[Count, Earlier], Beside,
        "Read what it means to the others. Now what: what would be the next step? Everybody writes alone."),
    step("commit", 6, Everyone, Commitment, &[Answers, Tally], NewVersion,
        "Choose what you will try, say what would surprise you, and when you look at it."),
    COMPARE,
];

#[rustfmt::skip]
const PLENARY: &[Step] = &[
    step("open", 2, Solo, Answer, &[Count], Free,
        "Everybody writes alone where they would begin. Nobody sees an answer yet."),
    step("board", 15, Everyone, Notes, &[Answers], NewVersion,
        "Whoever leads calls on people and asks back. What belongs together goes on the board as a theme."),
    step("stand", 2, Solo, Dots, &[Count, Answers], Free,
        "Everybody puts dots alone on what counts most for them."),
    step("wrap up", 4, Everyone, Notes, &[Answers, Tally], NewVersion,
        "Where do we stand, and who stands elsewhere? Hear the few, then say what stays open."),
    COMPARE,
];

#[rustfmt::skip]
const FISHBOWL: &[Step] = &[
    step("think", 2, Solo, Answer, &[Count], Free, THINK_SAYS),
    step("inside", 8, Inside, Notes, &[Answers], NewVersion,
        "Some sit in the middle and talk. The others sit around them and listen; nobody outside speaks."),
    step("change places", 8, Inside, Notes, &[Answers], NewVersion,
        "Others sit in the middle now and go on from what they heard. Whoever was inside listens."),
    step("all", 4, Everyone, Notes, &[Answers, Tally], NewVersion,
        "What did you hear from outside that could not be heard inside?"),
    COMPARE,
];

#[rustfmt::skip]
const PRE_MORTEM: &[Step] = &[
    step("imagine", 3, Solo, Answer, &[Count], Free,
        "It is a year later, and what we decided has failed badly. Everybody writes alone why."),
    step("round", 6, InTurn, Notes, &[Count], NewVersion,
        "In turn, each says one reason that was not said yet, and round again until nobody has more. Nobody defends the plan.").until_nobody_has_more(),
    step("weigh", 2, Solo, Dots, &[Count, Answers], Free,
        "Everybody puts dots alone on what worries them most."),
    step("mend", 8, Everyone, Commitment, &[Answers, Tally], NewVersion,
        "Take the heaviest one by one: what do we change in the plan, who does it, and by when?"),
    COMPARE,
];

#[rustfmt::skip]
const AFTER_ACTION: &[Step] = &[
    step("meant", 3, Solo, Answer, &[Count], Free,
        "What was meant to happen? Everybody writes alone, then all is shown."),
    step("happened", 4, Solo, Answer, &[Count, Earlier], Beside,
        "What did happen? Only what somebody saw or heard. Everybody writes alone."),
    step("why", 8, Everyone, Notes, &[Answers], NewVersion,
        "Why was there a difference? Begin with those who were closest. It is about what was done, not about who is to blame."),
    step("next", 4, Everyone, Commitment, &[Answers, Tally], NewVersion,
        "What do we keep, and what do we do otherwise next time? Say who, and by when."),
    COMPARE,
];

const TROIKA_ADVICE: &str = "Two think aloud about it as if the one were not there, who turns away, listens and writes what is new.";

#[rustfmt::skip]
const TROIKA: &[Step] = &[
    step("think", 1, Solo, Answer, &[Count], Free,
        "Everybody writes alone what they would like advice on. Only the three of you will hear it for now."),
    step("first asks", 2, Trio, Answer, &[Count, Group], Beside,
        "In threes: the first says what they want advice on; the other two ask. Then the first turns away.").of_each(1),
    step("first listens", 4, Trio, Answer, &[Count, Group], Beside, TROIKA_ADVICE).mixed(Mix::Same).of_each(1),
    step("second asks", 2, Trio, Answer, &[Count, Group], Beside,
        "The same three: the second says what they want advice on; the other two ask.").mixed(Mix::Same).of_each(2),
    step("second listens", 4, Trio, Answer, &[Count, Group], Beside, TROIKA_ADVICE).mixed(Mix::Same).of_each(2),
    step("third asks", 2, Trio, Answer, &[Count, Group], Beside,
        "The same three: the third says what they want advice on; the other two ask. Where you are two, talk on.").mixed(Mix::Same).of_each(3),
    step("third listens", 4, Trio, Answer, &[Count, Group], Beside, TROIKA_ADVICE).mixed(Mix::Same).of_each(3),
    step("all", 4, Everyone, Notes, &[Answers, Tally], NewVersion,
        "What helped, of what was asked and said? Not the cases again."),
    COMPARE,
];

#[rustfmt::skip]
const FALLBERATUNG: &[Step] = &[
    step("tell", 8, Holder, Answer, &[Answers], Free,
        "Whoever brings the case tells it and writes down what it is about. The others listen."),
    step("ask", 5, Everyone, Notes, &[Answers], NewVersion,
        "Questions that help to understand. No advice yet."),
    step("key question", 4, Holder, Answer, &[Answers], NewVersion,
        "Whoever brings the case says in one sentence what they want from this group, and writes it down."),
    step("advise", 12, Others, Notes, &[Answers], NewVersion,
        "The others say what comes to their mind on the key question, one after the other. Whoever brought the case listens and writes."),
    step("take along", 4, Holder, Notes, &[Answers], NewVersion,
        "Whoever brought the case says which two or three things they take along. Nobody has to be right."),
    step("look back", 3, Everyone, Notes, &[Answers], NewVersion,
        "How was it, for whoever brought the case and for the others?"),
    COMPARE,
];

#[rustfmt::skip]
const SIX_HATS: &[Step] = &[
    step("white", 3, Solo, Answer, &[Count], Free,
        "The white hat: what do we know, and what do we not know? Everybody writes alone."),
    step("red", 2, Solo, Answer, &[Count, Earlier], Beside,
        "The red hat: what do you feel about it? No reasons."),
    step("black", 3, Solo, Answer, &[Count, Earlier], Beside,
        "The black hat: what can go wrong, and for whom?"),
    step("yellow", 3, Solo, Answer, &[Count, Earlier], Beside,
        "The yellow hat: what would be gained, and by whom?"),
    step("green", 3, Solo, Answer, &[Count, Earlier], Beside,
        "The green hat: what else could be done?"),
    step("blue", 5, Everyone, Notes, &[Answers, Tally], NewVersion,
        "The blue hat: look at all of it. What follows, and which hat was missing?"),
    COMPARE,
];

#[rustfmt::skip]
const SOLO: &[Step] = &[
    step("answer", 5, Solo, Answer, &[Count], Locked, "Write before you look. Your answer is then locked."),
    step("other voices", 1, Solo, Nothing, &[Answers, Voices], NewVersion,
        "What you wrote last time and how others see it. The model answer comes after."),
    step("compare", 3, Solo, Stance, &[Answers, Tally, Model], NewVersion,
        "One possible answer, claim by claim: agree, extend or contest it."),
    step("revise", 2, Solo, Answer, &[Answers, Model], NewVersion,
        "Write a new version where something moved you. The first one is kept."),
];

const fn protocol(
    name: &'static str,
    about: &'static str,
    source: &'static str,
    steps: &'static [Step],
) -> Protocol {
    Protocol {
        name: Words::of(name),
        about: Words::of(about),
        source: Words::of(source),
        once: false,
        steps: Cow::Borrowed(steps),
    }
}

/// A step of planned minutes; none planned where 0.
pub(super) const fn step(
    name: &'static str,
    minutes: u32,
    who: Who,
    write: Write,
    see: &'static [See],
    edit: Edit,
    says: &'static str,
) -> Step {
    Step {
        name: Words::of(name),
        says: Words::of(says),
        who,
        write,
        see: Cow::Borrowed(see),
        names: Names::Named,
        edit,
        seconds: if minutes == 0 {
            None
        } else {
            Some(minutes * 60)
        },
        go_on: GoOn::Facilitator,
        mix: Mix::Fresh,
        one_of_each: None,
        one_a_group: false,
        sides: Sides::Own,
        round_again: None,
    }
}

impl Protocol {
    const fn once(mut self) -> Self {
        self.once = true;
        self
    }
}

impl Step {
    const fn mixed(mut self, mix: Mix) -> Self {
        self.mix = mix;
        self
    }

    const fn with(mut self, sides: Sides) -> Self {
        self.sides = sides;
        self
    }

    const fn of_each(mut self, which: u8) -> Self {
        self.one_of_each = Some(which);
        self
    }

    const fn one_a_group(mut self) -> Self {
        self.one_a_group = true;
        self
    }

    const fn until_nobody_has_more(mut self) -> Self {
        self.go_on = GoOn::NobodyHasMore;
        self
    }

    const fn unnamed(mut self) -> Self {
        self.names = Names::Hidden;
        self
    }

    const fn round_again(mut self, back: u16, until: Until, rounds: u16) -> Self {
        self.round_again = Some(RoundAgain {
            back,
            until,
            rounds,
        });
        self
    }
}
