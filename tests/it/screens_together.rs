//! Votes, themes, voices and dissent by keys and mouse: what is on screen, and what stays in
//! the journal.

use roundtable::{
    begin::{self, Tried},
    clock,
    id::PersonId,
    protocol::DEFAULT,
    report,
    session::{Actor, Ballot, Command, Commitment, Event, NoteKind, Tag, Viewer},
    text::Clean,
    tui::{effect::Effect, keys::Action, screen::gather::Gather},
};

use crate::{
    desk::{self, ANN, advance},
    rig::{ASKED, Rig, all_answer, choice, one, open},
    screens_session::at_all_sizes,
};

fn shows(rig: &Rig, words: &str) -> bool {
    let screen = rig
        .screen()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    screen.contains(words)
}

fn ballots(rig: &Rig) -> Vec<Ballot> {
    let entries = rig.table.entries.iter();
    let voted = entries.filter_map(|entry| match &entry.event {
        Event::Voted { ballot, .. } => Some(ballot.clone()),
        _ => None,
    });
    voted.collect()
}

/// Ann, Ben and Cy answer; then the rating begins.
fn to_rating(rig: &mut Rig) {
    rig.keys("Enter Enter")
        .types("Ask the porters first")
        .keys("Ctrl-s");
    rig.keys("Enter")
        .types("Two people more on each night")
        .keys("Ctrl-s");
    rig.keys("Enter")
        .types("A list by the door")
        .keys("Ctrl-s n");
}

#[test]
fn everybody_rates_each_answer_with_a_reason_and_sees_the_spread_before_rating_again() {
    at_all_sizes("rate", &open, "delphi", &|rig| {
        to_rating(rig);
        rig.keys("Enter Enter 8 Tab")
            .types("They know")
            .keys("Tab 3");
    });
    let mut rig = Rig::new(open(), "delphi", &["Ann", "Ben", "Cy"], (80, 20));
    to_rating(&mut rig);
    for points in ["8", "9", "2"] {
        rig.keys("Enter");
        if points == "8" {
            rig.keys("Enter");
        }
        rig.keys(points).keys("Tab").types("because");
        rig.keys("Tab 5 Tab Tab 5 Ctrl-s");
    }
    let cast = ballots(&rig);
    assert_eq!(cast.len(), 3, "{}", rig.screen());
    assert!(
        matches!(&cast[0], Ballot::Rating(rated) if rated[0].points == 8 && rated[0].reason.as_str() == "because"),
        "{cast:?}"
    );
    rig.keys("n Enter Enter");
    assert!(
        shows(&rig, "median 8"),
        "the rounds stand over the form: {}",
        rig.screen()
    );
}

#[test]
fn five_are_ranked_in_private_and_the_best_stand_first() {
    at_all_sizes("rank_items", &open, "nominal-group", &|rig| {
        to_rating(rig);
        rig.keys("n n Enter Enter");
    });
    let mut rig = Rig::new(open(), "nominal-group", &["Ann", "Ben", "Cy"], (80, 20));
    to_rating(&mut rig);
    rig.keys("n n Enter Enter Down 1 Ctrl-s");
    assert!(matches!(ballots(&rig).as_slice(), [Ballot::Ranking(best)] if best.len() == 3));
    assert!(
        !shows(&rig, "points"),
        "nobody sees it yet: {}",
        rig.screen()
    );
}

#[test]
fn an_objection_needs_its_reason() {
    let to_consent = |rig: &mut Rig| {
        rig.keys("Enter Enter")
            .types("We call at night")
            .keys("Ctrl-s");
        rig.keys("n n n n");
    };
    at_all_sizes("consent", &open, "consent", &|rig| {
        to_consent(rig);
        rig.keys("Enter Enter 2");
    });
    let mut rig = Rig::new(open(), "consent", &["Ann", "Ben", "Cy"], (80, 20));
    to_consent(&mut rig);
    rig.keys("Enter Enter 2 Ctrl-s");
    assert!(ballots(&rig).is_empty(), "{:?}", ballots(&rig));
    rig.keys("Tab").types("Who is called?").keys("Ctrl-s");
    assert!(
        matches!(
            ballots(&rig).as_slice(),
            [Ballot::Consent { objects: true, .. }]
        ),
        "{}",
        rig.screen()
    );
}

#[test]
fn only_behind_the_warning_the_facilitator_sees_how_votes_fell() {
    let mut rig = Rig::new(
        one(choice(1), ASKED),
        "peer-instruction",
        &["Ann", "Ben", "Cy"],
        (80, 20),
    );
    rig.keys("Enter Enter 1 Tab").types("soon").keys("Ctrl-s");
    rig.keys("Enter 3 Tab").types("talk").keys("Ctrl-s");
    rig.keys("Enter 3 Tab").types("talk too").keys("Ctrl-s n");
    assert!(!shows(&rig, "2 of 3"), "{}", rig.screen());
    assert!(shows(&rig, "how the votes fell"), "{}", rig.screen());
    rig.keys("f");
    assert!(
        !shows(&rig, "2 of 3"),
        "the warning comes first: {}",
        rig.screen()
    );
    rig.keys("Enter");
    assert!(
        shows(&rig, "2 of") && shows(&rig, "What to do"),
        "{}",
        rig.screen()
    );
}

#[test]
fn both_rounds_stand_side_by_side_and_who_moved() {
    let vote = |rig: &mut Rig| {
        rig.keys("Enter Enter 1 Tab").types("soon").keys("Ctrl-s");
        rig.keys("Enter 3 Tab").types("talk").keys("Ctrl-s");
        rig.keys("Enter 3 Tab").types("talk too").keys("Ctrl-s");
        rig.keys("n n n");
        rig.keys("Enter Enter 3 Tab")
            .types("talk")
            .keys("Tab")
            .types("Ben's point")
            .keys("Ctrl-s");
        rig.keys("Enter Ctrl-p Enter Ctrl-p n");
    };
    at_all_sizes(
        "rounds",
        &|| one(choice(1), ASKED),
        "peer-instruction",
        &|rig| {
            vote(rig);
            rig.keys("W");
        },
    );
    let mut rig = Rig::new(
        one(choice(1), ASKED),
        "peer-instruction",
        &["Ann", "Ben", "Cy"],
        (100, 26),
    );
    vote(&mut rig);
    rig.keys("W");
    assert!(shows(&rig, "Who moved: 1 person"), "{}", rig.screen());
    assert!(shows(&rig, "Ben's point"), "{}", rig.screen());
}

#[test]
fn voices_are_heard_in_turn_and_timed_by_one_key() {
    at_all_sizes("voices", &open, DEFAULT, &|rig| {
        all_answer(rig);
        rig.keys("n n V Down c");
    });
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    all_answer(&mut rig);
    rig.keys("n n V");
    let first = rig.view().next_speaker.unwrap();
    rig.keys("Enter");
    assert_ne!(
        rig.view().next_speaker,
        Some(first),
        "somebody else is next"
    );
    rig.keys("End");
    let under = |rig: &Rig| {
        let screen = rig.screen();
        let row = screen.lines().find(|row| row.contains('▸')).unwrap();
        row.split_whitespace().nth(1).unwrap().to_owned()
    };
    let chosen = under(&rig);
    rig.keys("c");
    assert_eq!(under(&rig), chosen, "the cursor stays with the person");
    let queued = rig
        .view()
        .queue
        .first()
        .map(|line| (line.person, line.kind))
        .unwrap();
    assert_eq!(queued.1, NoteKind::Challenges);
    assert_eq!(
        rig.view().next_speaker,
        Some(queued.0),
        "who asks for the word has it first"
    );
    rig.keys("Home Space");
    rig.waits(42);
    assert!(shows(&rig, "0:42"), "{}", rig.screen());
    rig.keys("Space");
    let spoken = rig.view().person(queued.0).unwrap().spoken_s;
    assert!((42..50).contains(&spoken), "{spoken}");
}

#[test]
fn what_is_alike_goes_together_by_keys_and_by_mouse_and_comes_apart_again() {
    let themed = |rig: &mut Rig| {
        all_answer(rig);
        rig.keys("n n i").types("Ask the porters").keys("Enter");
        rig.keys("T Space Down Space t")
            .types("Speak early")
            .keys("Enter");
    };
    at_all_sizes("themes", &open, DEFAULT, &themed);
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    themed(&mut rig);
    let items = |rig: &Rig| rig.view().question.unwrap().themes[0].items.len();
    assert_eq!(items(&rig), 2);
    let note = rig.row_of("Ask the porters");
    rig.clicks(note, 6);
    let theme = rig.row_of("Speak early");
    rig.clicks(theme, 6);
    assert_eq!(items(&rig), 3, "{}", rig.screen());
    rig.keys("u");
    assert_eq!(items(&rig), 2);
    rig.keys("End 2");
    let tag = rig.view().question.unwrap().notes[0].tag;
    assert_eq!(tag, Some(Tag::Learning));
    assert!(
        shows(&rig, "Human 0 · Learning 1 · Systems 0"),
        "{}",
        rig.screen()
    );
}

#[test]
fn dots_are_put_down_as_they_are_called_out() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    all_answer(&mut rig);
    rig.keys("n n * Tab 2 Down 1 Ctrl-s");
    let cast = ballots(&rig);
    assert!(
        matches!(cast.as_slice(), [Ballot::Dots(dots)] if dots.len() == 2),
        "{cast:?} {}",
        rig.screen()
    );
    rig.keys("* Tab 3 Down 3 Ctrl-s");
    assert_eq!(ballots(&rig).len(), 1, "three in all: {}", rig.last_told());
}

#[test]
fn dissent_is_filed_against_a_theme_and_met_on_its_own_page() {
    at_all_sizes("dissents", &open, DEFAULT, &|rig| {
        all_answer(rig);
        rig.keys("n n d")
            .types("We skipped the hard part.")
            .keys("Ctrl-s");
        rig.keys("d").types("Nobody asked the ward.").keys("Ctrl-s");
        rig.keys("D Enter Right Tab")
            .types("We ask tomorrow")
            .keys("Ctrl-s");
    });
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    all_answer(&mut rig);
    rig.keys("n n T Space t").types("Speak early").keys("Enter");
    rig.keys("d Up End Left Tab");
    rig.types("Not a theme to me").keys("Ctrl-s");
    let against = rig.view().dissents[0].against_words.clone();
    has!(against, "Speak early");
}

#[test]
fn duties_are_handed_on_and_shown() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    rig.keys("S Up").types("time").keys("Tab").types("ben");
    rig.keys("Ctrl-s V");
    assert!(shows(&rig, "timekeeper"), "{}", rig.screen());
    let has = rig
        .view()
        .duties
        .iter()
        .find(|(_, has)| has.is_some())
        .map(|(_, has)| *has);
    assert_eq!(has, Some(Some(PersonId(2))));
}

#[test]
fn an_experiment_says_what_is_expected_and_what_would_surprise() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    all_answer(&mut rig);
    rig.keys("n n n Enter n c");
    for words in [
        "We call at night",
        "Fewer mistakes",
        "Nobody calls",
        "On Friday",
    ] {
        rig.types(words).keys("Enter");
    }
    for words in [
        "we expect: Fewer mistakes",
        "would surprise: Nobody calls",
        "we look at it: On Friday",
    ] {
        assert!(shows(&rig, words), "{words}: {}", rig.screen());
    }
}

#[test]
fn three_hundred_voices_fit_a_page_with_the_next_one_on_top() {
    let names: Vec<String> = (1..=300).map(|at| format!("Person {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut rig = Rig::new(open(), DEFAULT, &names, (80, 20));
    rig.keys("n Enter n V End");
    assert!(rig.screen().contains('▸'), "{}", rig.screen());
    rig.keys("Home");
    let next = rig.view().next_speaker.unwrap();
    let name = rig.view().person(next).unwrap().name.clone();
    assert!(shows(&rig, &format!("▸ {name}")), "{}", rig.screen());
}

#[test]
fn what_people_tried_is_found_for_those_who_are_here() {
    let desk = desk::Fixture::new();
    desk.ask_the_question();
    desk.must(desk::join("Ben"));
    while !desk
        .keys
        .session()
        .view(Viewer::Facilitator, clock::now())
        .can
        .commit
    {
        desk.must(advance(desk.keys.session().place()));
    }
    for (person, what) in [(Some(ANN), "Ann calls"), (None, "all meet")] {
        let commitment = Commitment {
            what: Clean::new(what),
            ..Commitment::default()
        };
        desk.must(Command::Commit { person, commitment });
    }
    let found = |here: &[&str]| {
        let here: Vec<_> = here.iter().map(|name| Clean::new(name)).collect();
        let tried = begin::tried(&desk.home, None, &here, false);
        let what = tried
            .iter()
            .map(|one| format!("{}: {}", one.who, one.commitment.what));
        what.collect::<Vec<_>>()
    };
    assert_eq!(
        found(&["ann", "Zoe"]),
        ["Ann: Ann calls", "The group: all meet"]
    );
    assert_eq!(found(&["Ben"]), ["The group: all meet"]);
    assert!(found(&["Zoe"]).is_empty());
    let own = desk.path();
    assert!(begin::tried(&desk.home, Some(&own), &[Clean::new("Ann")], false).is_empty());
}

#[test]
fn the_next_session_of_the_same_people_opens_with_what_they_tried() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    let tried = Tried {
        who: Clean::new("Ann"),
        commitment: Commitment {
            what: Clean::new("I call before six"),
            expect: Clean::new("fewer surprises"),
            ..Commitment::default()
        },
        of: Clean::new("“The Night Shift”, 2026-03-03, with Ann, Ben"),
        due: None,
    };
    let view = rig.view();
    rig.screens.opens_with(vec![tried], &view);
    for words in ["Ann: I call before six", "expected: fewer surprises"] {
        assert!(shows(&rig, words), "{words}: {}", rig.screen());
    }
    rig.keys("Enter")
        .types("They were glad")
        .keys("Enter")
        .types("Call sooner")
        .keys("Enter");
    assert!(shows(&rig, "happened: They were glad"), "{}", rig.screen());
    assert_eq!(rig.view().learned.len(), 1);
    let view = rig.table.view(Viewer::Report);
    let text = report::markdown::write(&report::report(&view), true);
    has!(text, "What was learned: Call sooner");
    rig.keys("Esc");
    assert!(shows(&rig, "next: Ann"), "{}", rig.screen());
    rig.keys("E");
    assert!(
        shows(&rig, "learned: Call sooner"),
        "it can be opened again: {}",
        rig.screen()
    );
}

#[test]
fn roles_of_the_case_are_dealt_or_chosen_while_people_gather() {
    let mut case = open();
    case.roles = vec![Clean::new("nurse"), Clean::new("manager")];
    let rig = Rig::gathered(case, &["Ann", "Ben"], (80, 20));
    let view = rig.view();
    let mut gather = Gather::default();
    let dealt = gather.act(Action::DealRoles, &view);
    assert_eq!(dealt, [Effect::Send(Actor::Desk, Command::DealRoles)]);
    gather.act(Action::Down, &view);
    gather.act(Action::TakeRole, &view);
    gather.act(Action::TakeRole, &view);
    let chosen = gather.act(Action::Enter, &view);
    let role = Some(Clean::new("manager"));
    let wanted = Command::TakeRole { person: ANN, role };
    assert_eq!(chosen, [Effect::Send(Actor::Desk, wanted)]);
}
