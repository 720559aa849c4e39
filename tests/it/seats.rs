//! Who sits where: names that were mistaken, people who left at once, phones that died; and what
//! the room's page shows to whoever has none.

use roundtable::{
    case::{Kind, Value, read},
    id::PersonId,
    session::{Actor, Command, PartView, Refusal, Viewer},
    text::Clean,
    web::Spot,
};

use crate::{
    desk::join,
    phone_rig::{Phone, PhoneRig, id},
    rig::{self, Rig, one, open},
};

fn renames(phone: &mut Phone, number: u128, name: &str) -> crate::phone_rig::Got {
    let form = format!("id={}&name={name}&do=rename", id(number));
    phone.post("/do", &form)
}

#[test]
fn whoever_came_under_a_wrong_name_takes_their_own_and_the_other_is_free() {
    let site = PhoneRig::open(open(), "think-share", &["Bruno", "Carla"]);
    let mut phone = site.joined("Carla");
    assert_eq!(renames(&mut phone, 1, "bruno").status, 303);
    let (bruno, carla) = (PersonId(1), PersonId(2));
    let seated = |person| site.view().person(person).unwrap().on_device;
    assert!(seated(bruno) && !seated(carla));
    let names: Vec<_> = site.view().here().map(|one| one.name.clone()).collect();
    assert_eq!(names, ["Bruno", "Carla"].map(Clean::new));
    // Carla sits down by herself: nobody at the laptop is asked.
    let mut other = site.joined("Carla");
    assert!(seated(carla));
    assert_eq!(site.view().people.len(), 2);
    // Now that seat is taken, and the page says so.
    let got = renames(&mut other, 2, "Bruno");
    assert_eq!(got.status, 409);
    has!(got.body, "on another phone");
}

#[test]
fn a_name_that_was_typed_beside_the_list_goes_when_its_own_is_taken() {
    let site = PhoneRig::open(open(), "think-share", &["Esther"]);
    let mut phone = site.joined("Ester");
    assert_eq!(site.view().here().count(), 2);
    assert_eq!(renames(&mut phone, 1, "Esther").status, 303);
    let here: Vec<_> = site.view().here().map(|one| one.id).collect();
    assert_eq!(here, [PersonId(1)]);
    assert!(!site.room().get("/ROOM").body.contains("Ester"));
    assert_eq!(phone.screen(), "wait");
}

#[test]
fn what_was_said_under_a_wrong_name_stays_until_the_laptop_moves_it() {
    let site = PhoneRig::open(open(), "think-share", &["Bruno", "Carla"]);
    let mut phone = site.joined("Carla");
    site.advance();
    phone.hands_in("/me", "text=mine", "answer");
    let got = renames(&mut phone, 9, "Bruno");
    assert_eq!(got.status, 409);
    has!(got.body, "stands under Carla");
    assert!(site.view().person(PersonId(2)).unwrap().on_device);
}

#[test]
fn what_a_phone_keeps_is_kept_for_one_person_in_one_session() {
    let whose = |page: String| {
        let (_, rest) = page.split_once("data-whose=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let site = PhoneRig::open(open(), "think-share", &["Kim", "Jan"]);
    let kim = whose(site.joined("Kim").get("/me").body);
    let jan = whose(site.joined("Jan").get("/me").body);
    let other = PhoneRig::open(open(), "think-share", &["Kim", "Jan"]);
    let again = whose(other.joined("Kim").get("/me").body);
    assert!(!kim.is_empty() && kim != jan && kim != again && jan != again);
}

#[test]
fn whoever_leaves_early_takes_their_own_copy_home() {
    let site = PhoneRig::open(open(), "think-share", &["Eva", "Finn", "Gina"]);
    let (mut eva, mut finn) = (site.joined("Eva"), site.joined("Finn"));
    let mut gina = site.joined("Gina");
    site.advance();
    eva.hands_in("/me", "text=words+of+eva", "answer");
    gina.hands_in("/me", "text=words+of+gina", "answer");
    // One is let go at the laptop, one goes by herself, one had written nothing.
    let leaves = |person| Command::Leave { person };
    site.desk.ask(leaves(PersonId(1))).unwrap();
    site.desk.ask(leaves(PersonId(2))).unwrap();
    assert_eq!(
        gina.post("/do", &format!("id={}&do=leave", id(7))).status,
        303
    );
    for (phone, own, other) in [(&mut eva, "eva", "gina"), (&mut gina, "gina", "eva")] {
        let page = phone.get("/me").body;
        has!(page, "You have left the table.");
        has!(page, "/me/copy");
        let copy = phone.get("/me/copy");
        assert_eq!(copy.status, 200);
        has!(copy.body, &format!("words of {own}"));
        lacks!(copy.body, &format!("words of {other}"));
    }
    lacks!(finn.get("/me").body, "/me/copy");
    assert_eq!(finn.get("/me/copy").status, 401);
    // Whoever sits down on that phone next finds nothing of it.
    let code = site.web().standing().code;
    eva.post("/join", &format!("code={code}&name=Hugo"));
    assert_eq!(eva.screen(), "answer");
    lacks!(eva.get("/me/copy").body, "words of eva");
}

#[test]
fn only_who_asked_to_speak_is_told_that_it_is_their_turn() {
    let site = PhoneRig::open(open(), "think-share", &["Ana", "Ben"]);
    let (mut ana, mut ben) = (site.joined("Ana"), site.joined("Ben"));
    site.advance();
    ana.hands_in("/me", "text=one", "answer");
    ben.hands_in("/me", "text=two", "answer");
    let told = |phone: &mut Phone| phone.get("/me").body.contains("your turn to speak");
    let asks = |phone: &mut Phone, number| {
        let got = phone.post("/do", &format!("id={}&kind=asks&do=queue", id(number)));
        assert_eq!(got.status, 303);
    };
    // All read; then they talk.
    site.advance();
    asks(&mut ben, 3);
    assert!(!told(&mut ana) && !told(&mut ben));
    // The hand waits as long as the question is asked, and the whole room sees it.
    site.advance();
    assert!(!told(&mut ana) && told(&mut ben));
    has!(site.room().get("/ROOM").body, "Wants to speak: Ben (asks)");
}

#[test]
fn while_people_join_the_rooms_page_takes_nobody_for_in_who_has_not_come() {
    let site = PhoneRig::open(open(), "think-share", &["Ann", "Ben", "Cy"]);
    let seats = |site: &PhoneRig| {
        let page = site.room().get("/ROOM").body;
        has!(page, "class=\"qr\"");
        page
    };
    has!(seats(&site), "0 of 3 are in");
    let mut ann = site.joined("Ann");
    has!(seats(&site), "1 of 3 are in");
    let page = ann.get("/me").body;
    has!(
        page,
        "1 of 3 are in by phone. It begins when whoever leads says so"
    );
}

#[test]
fn the_rooms_page_numbers_the_options_and_goes_through_the_reasons() {
    let case = one(rig::choice(1), "What first?");
    let site = PhoneRig::open(case, "think-share", &["Ann", "Ben"]);
    let (mut ann, mut ben) = (site.joined("Ann"), site.joined("Ben"));
    site.advance();
    has!(site.room().get("/ROOM").body, "<ol>");
    ann.hands_in("/me", "choice=2&reason=because+of+the+night", "answer");
    ben.hands_in("/me", "choice=0", "answer");
    site.advance();
    let page = site.room().get("/ROOM").body;
    has!(page, "3. Write it down and talk to the night shift first");
    has!(page, "Ann: 3");
    has!(page, "because of the night");
}

#[test]
fn whoever_left_before_they_said_anything_is_nobody_and_may_come_again() {
    let mut rig = Rig::new(open(), "think-share", &["Ann", "Ben", "Cy"], (100, 30));
    let (ann, ben) = (PersonId(1), PersonId(2));
    rig.send(Actor::Desk, Command::Leave { person: ben });
    let seen = |rig: &Rig, viewer| {
        let view = rig.table.view(viewer);
        view.people.iter().any(|one| one.id == ben)
    };
    for viewer in [Viewer::Room, Viewer::Person(ann), Viewer::Report] {
        assert!(!seen(&rig, viewer), "{viewer:?}");
    }
    lacks!(rig.screen(), "Ben");
    // The door lets them in again under their name, as anybody.
    rig.send(Actor::Door, join("ben"));
    assert!(seen(&rig, Viewer::Room));
    assert_eq!(rig.view().people.len(), 3);
}

#[test]
fn whoever_said_something_stands_there_after_they_left_and_only_the_desk_brings_them_back() {
    let mut rig = Rig::new(open(), "think-share", &["Ann", "Ben"], (100, 30));
    let ben = PersonId(2);
    let question = rig.view().question.unwrap().prompt.id.clone();
    let passes = Command::Pass {
        person: ben,
        question,
    };
    rig.send(Actor::Person(ben), passes);
    rig.send(Actor::Desk, Command::Leave { person: ben });
    let room = rig.table.view(Viewer::Room);
    assert!(room.person(ben).is_some());
    let refused = rig.table.send(Actor::Door, join("Ben"), 1_000);
    assert!(matches!(refused, Err(Refusal::NameTaken(_))), "{refused:?}");
    rig.send(Actor::Desk, join("Ben"));
    assert!(rig.view().person(ben).unwrap().here);
}

#[test]
fn the_rooms_page_says_who_is_in_and_who_is_not_yet() {
    let site = PhoneRig::open(open(), "think-share", &["Anna", "Bruno", "Carla"]);
    let mut phone = site.joined("Bruno");
    let page = site.room().get("/ROOM").body;
    has!(page, "of 3 are in");
    let (_, missing) = page.split_once("Not yet:").unwrap();
    assert!(missing.contains("Anna") && missing.contains("Carla") && !missing.contains("Bruno"));
    let page = phone.get("/me").body;
    has!(page, "1 of 3 are in");
}

#[test]
fn the_rooms_page_shows_what_there_is_to_choose_rate_or_order_while_people_write() {
    for (kind, words) in [
        (rig::choice(1), "Wait for the morning round"),
        (rig::scale(), "The rota is fair."),
        (rig::scale(), "1 not at all … 5 fully"),
        (rig::rank(), "Respect"),
    ] {
        let site = PhoneRig::open(rig::one(kind, rig::ASKED), "think-share", &["Ann"]);
        site.advance();
        let page = site.room().get("/ROOM").body;
        assert!(page.contains(words) && page.contains(rig::ASKED), "{page}");
    }
}

#[test]
fn the_rooms_page_reads_what_stands_on_the_desks_screen() {
    let text = "# The ferry\n\nIt waits.\n\nThe captain sleeps.\n\nNobody rings.\n\n\
        ## Exhibit 1: The log\n\n0:40, fog.\n\n## Questions\n\n### 1. Who rings?\n";
    let case = read(text, "ferry.md").cases.remove(0);
    let site = PhoneRig::open(case, "think-share", &["Ann", "Ben"]);
    site.advance();
    let view = site.view();
    let blocks: Vec<_> = view.parts.iter().flat_map(PartView::blocks).collect();
    let numbers: Vec<_> = blocks.iter().filter_map(|block| block.number).collect();
    let shown = |page: &str, number: u32| page.contains(&format!("¶{number}</span>"));
    let (first, last) = (numbers[0], *numbers.last().unwrap());
    assert!(first < last);
    let mut room = site.room();
    let page = room.get("/ROOM").body;
    assert!(shown(&page, first) && shown(&page, last), "{page}");
    site.web().spotlight(Some(Spot::Reading(last, last)));
    let page = room.get("/ROOM").body;
    assert!(!shown(&page, first) && shown(&page, last), "{page}");
    let exhibit = view.exhibits.first().expect("the case has an exhibit");
    site.web()
        .spotlight(Some(Spot::Exhibit(exhibit.title.clone())));
    let page = room.get("/ROOM").body;
    assert!(
        page.contains(exhibit.title.as_str()) && !shown(&page, first),
        "{page}"
    );
}

#[test]
fn a_draft_goes_on_where_its_writer_goes_on() {
    for (kind, typed, stands) in [
        (Kind::Open, "kind=open&text=half+of+it", "half of it"),
        (
            rig::scale(),
            "kind=scale&point-1=4&reason=since",
            "name=\"point-1\" value=\"4\" checked",
        ),
        (
            rig::choice(1),
            "kind=choice&reason=because+of",
            "because of",
        ),
    ] {
        let site = PhoneRig::open(rig::one(kind, rig::ASKED), "think-share", &["Ann", "Ben"]);
        let (mut ann, mut ben) = (site.joined("Ann"), site.joined("Ben"));
        site.advance();
        let question = site.view().question.unwrap().prompt.id.clone();
        ann.post("/draft", &format!("question={question}&{typed}"));
        // Ann's phone dies; the laptop lets her in on another.
        let mut again = site.joined("Ann");
        let waiting = site.web().standing().claims[0].device;
        site.web().let_in(waiting);
        crate::phone_rig::wait(|| again.screen() == "answer");
        let page = again.get("/me").body;
        has!(page, stands);
        assert!(!ben.get("/me").body.contains(stands));
        // Once it is in, it is no draft any more.
        let fill = match typed.contains("scale") {
            true => "point-0=1&point-1=1&reason=",
            false => "choice=1&text=whole&reason=x",
        };
        let _ = again.hands_in("/me", fill, "pass");
        assert!(!again.get("/me").body.contains(stands));
    }
}

#[test]
fn an_order_that_nobody_touched_is_nobodys_answer() {
    for (moved, handed_in) in [("", false), ("&moved=1", true)] {
        let site = PhoneRig::open(
            rig::one(rig::rank(), rig::ASKED),
            "think-share",
            &["Ann", "Ben"],
        );
        let mut ann = site.joined("Ann");
        site.advance();
        let question = site.view().question.unwrap().prompt.id.clone();
        let order = "order=1&order=0&order=2&order=3";
        ann.post(
            "/draft",
            &format!("question={question}&kind=rank&{order}&reason=Gillian{moved}"),
        );
        let from = site.table.session().place();
        site.desk.ask(Command::Advance { from }).unwrap();
        let answers = site.view().question.unwrap().answers;
        let ranked = answers
            .iter()
            .any(|one| matches!(one.answer.value, Value::Rank(_)));
        assert_eq!(ranked, handed_in, "{moved}");
    }
}

#[test]
fn whoever_comes_late_takes_a_seat_that_waits_or_a_new_one_and_answers_what_runs() {
    let site = PhoneRig::open(open(), "think-share", &["Kim", "Jan"]);
    let mut kim = site.joined("Kim");
    site.advance();
    kim.hands_in("/me", "text=words+of+kim", "answer");
    // At a seat that waits, and at one that nobody had listed: both are asked, and see nothing yet.
    let mut late = [site.joined("Jan"), site.joined("Ida")];
    for phone in &mut late {
        assert_eq!(phone.screen(), "answer");
        lacks!(phone.get("/me").body, "words of kim");
    }
    late[1].hands_in("/me", "text=words+of+ida", "answer");
    site.advance();
    // After the reveal all of it is there; whoever comes then reads it, and nobody waits for them.
    let mut last = site.joined("Lou");
    let page = last.get("/me").body;
    has!(page, "words of kim");
    has!(page, "words of ida");
    assert_eq!(site.view().here().count(), 4);
}
