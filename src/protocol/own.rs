//! A protocol that an author writes in a case's front matter: a step a line, in words.
//!
//! ```text
//! protocol: our way
//!   - think 3: alone, answer
//!   - pairs 5: pairs, answer, see group
//!   - talk 10: everyone, notes, see answers
//!   - compare 2: everyone, stance, see answers, see model answer
//! ```

use std::borrow::Cow;

use super::{
    Edit, GoOn, Mix, Names, Protocol, ProtocolFault, RoundAgain, See, Sides, Step, Until, Who,
    Words, Write, table,
};
use crate::text::Clean;

/// What is wrong in a line of an author's own protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepFault {
    pub line: u32,
    pub what: Clean,
    pub hint: Clean,
}

/// What a word in a step's line says.
#[derive(Clone, Copy)]
enum Says {
    Who(Who),
    Write(Write),
    See(See),
    Names(Names),
    Edit(Edit),
    GoOn(GoOn),
    Mix(Mix),
    Until(Until),
    OneAGroup,
    OneOfEach(u8),
    Sides(Sides),
    Nothing,
}

/// Every word that a step's line may hold. Where several say the same, the first is shown.
#[rustfmt::skip]
const WORDS: &[(&str, Says)] = &[
    ("alone", Says::Who(Who::Solo)), ("solo", Says::Who(Who::Solo)),
    ("pairs", Says::Who(Who::Pair)), ("pair", Says::Who(Who::Pair)),
    ("trios", Says::Who(Who::Trio)), ("trio", Says::Who(Who::Trio)),
    ("fours", Says::Who(Who::Four)), ("four", Says::Who(Who::Four)),
    ("tables", Says::Who(Who::Table)), ("table", Says::Who(Who::Table)),
    ("everyone", Says::Who(Who::Everyone)), ("all", Says::Who(Who::Everyone)),
    ("in turn", Says::Who(Who::InTurn)),
    ("holder", Says::Who(Who::Holder)), ("others", Says::Who(Who::Others)),
    ("answer", Says::Write(Write::Answer)), ("answers", Says::Write(Write::Answer)),
    ("answer and reason", Says::Write(Write::AnswerAndReason)), ("answer + reason", Says::Write(Write::AnswerAndReason)),
    ("notes", Says::Write(Write::Notes)), ("note", Says::Write(Write::Notes)),
    ("ranking", Says::Write(Write::Ranking)), ("rank", Says::Write(Write::Ranking)),
    ("rating", Says::Write(Write::Rating)), ("rate", Says::Write(Write::Rating)),
    ("dots", Says::Write(Write::Dots)),
    ("consent", Says::Write(Write::Consent)),
    ("stance", Says::Write(Write::Stance)),
    ("commitment", Says::Write(Write::Commitment)), ("commitments", Says::Write(Write::Commitment)),
    ("nothing", Says::Nothing), ("see nothing", Says::Nothing),
    ("see how many", Says::See(See::Count)),
    ("see group", Says::See(See::Group)), ("see partner", Says::See(See::Group)),
    ("see answers", Says::See(See::Answers)), ("see all answers", Says::See(See::Answers)),
    ("see earlier answers", Says::See(See::Earlier)), ("see earlier", Says::See(See::Earlier)),
    ("see tally", Says::See(See::Tally)),
    ("see model answer", Says::See(See::Model)), ("see model", Says::See(See::Model)),
    ("see private tally", Says::See(See::PrivateTally)),
    ("see ideas", Says::See(See::Ideas)),
    ("see rounds", Says::See(See::Rounds)), ("see both rounds", Says::See(See::Rounds)),
    ("names hidden", Says::Names(Names::Hidden)), ("names shown", Says::Names(Names::Named)),
    ("locked", Says::Edit(Edit::Locked)), ("new version", Says::Edit(Edit::NewVersion)),
    ("again", Says::Edit(Edit::Again)), ("beside", Says::Edit(Edit::Beside)),
    ("when everyone is ready", Says::GoOn(GoOn::EveryoneReady)), ("when time is up", Says::GoOn(GoOn::Time)),
    ("until nobody has more", Says::GoOn(GoOn::NobodyHasMore)),
    ("some inside", Says::Who(Who::Inside)), ("inside", Says::Who(Who::Inside)),
    ("same groups", Says::Mix(Mix::Same)),
    ("the first of each", Says::OneOfEach(1)), ("the second of each", Says::OneOfEach(2)),
    ("the third of each", Says::OneOfEach(3)), ("the fourth of each", Says::OneOfEach(4)),
    ("one of each", Says::Mix(Mix::OneOfEach)),
    ("take sides", Says::Sides(Sides::Taken)), ("sides", Says::Sides(Sides::Taken)),
    ("change sides", Says::Sides(Sides::Changed)), ("sides change", Says::Sides(Sides::Changed)),
    ("one answer a group", Says::OneAGroup), ("one a group", Says::OneAGroup),
    ("who answered differently", Says::Mix(Mix::Different)), ("groups joined", Says::Mix(Mix::Joined)), ("who sit together", Says::Mix(Mix::Seated)),
    ("until agreement", Says::Until(Until::Agreement)), ("until no objection", Says::Until(Until::NoObjection)),
];

/// The most rounds where an author says "until" and no number.
const ROUNDS: u16 = 3;

/// The protocol that step lines make, each with its line in the document; none where it could
/// not be run. What is wrong is said either way.
pub fn own(name: &str, lines: &[(&str, u32)]) -> (Option<Protocol>, Vec<StepFault>) {
    let mut faults = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for (text, line) in lines {
        let mut step = step(text, *line, &mut faults);
        let earlier = steps.iter().any(Step::takes_answers);
        if step.takes_answers() && earlier && step.edit == Edit::Free {
            step.edit = match step.one_a_group {
                true => Edit::Beside,
                false => Edit::NewVersion,
            };
        }
        if let Some(again) = &mut step.round_again {
            let votes = steps.iter().rev().position(Step::takes_votes);
            let back = votes.map_or(0, |back| back + 1);
            let own = step.write == Write::Rating || step.write == Write::Consent;
            again.back = if own {
                0
            } else {
                u16::try_from(back).unwrap_or(0)
            };
        }
        steps.push(step);
    }
    let protocol = Protocol {
        name: Words::new(if name.is_empty() { "own" } else { name }),
        about: Words::of("Described in the case itself."),
        source: Words::of("The author of the case."),
        once: false,
        steps: Cow::Owned(steps),
    };
    let broken = protocol.faults();
    faults.extend(broken.iter().map(|(at, fault)| fault_at(fault, *at, lines)));
    faults.extend(
        promises(&protocol)
            .into_iter()
            .map(|(what, hint)| StepFault {
                line: lines.first().map_or(0, |(_, line)| *line),
                what: Clean::line(&what),
                hint: Clean::line(&hint),
            }),
    );
    // A word that nobody knows is left out; the rest of its step still runs.
    (broken.is_empty().then_some(protocol), faults)
}

/// What a name promises that the words of its steps do not do.
fn promises(protocol: &Protocol) -> Option<(String, String)> {
    let name = protocol.name.to_lowercase();
    let has = |holds: &dyn Fn(&Step) -> bool| protocol.steps.iter().any(holds);
    let inside = has(&|step| step.who == Who::Inside);
    let same = has(&|step| step.mix == Mix::Same);
    let each = has(&|step| step.one_of_each.is_some());
    let sides = |sides| has(&|step| step.sides == sides && step.who.size().is_some());
    let meets = has(&|step| step.mix == Mix::OneOfEach);
    let walls = has(&|step| {
        step.who == Who::Solo && step.write == Write::Notes && step.shows(See::Answers)
    });
    let said = [
        (
            "fishbowl",
            inside,
            "some sit inside and the others listen",
            "some inside",
        ),
        (
            "troika",
            same && each,
            "one of three after the other is in the same group’s hands",
            "trios, same groups, the first of each",
        ),
        (
            "controversy",
            sides(Sides::Taken) && sides(Sides::Changed),
            "the people of a group take sides, and change them",
            "fours, take sides” and “fours, same groups, change sides",
        ),
        (
            "jigsaw",
            meets,
            "people learn different things in groups, and then meet one of each",
            "fours, one of each",
        ),
        (
            "gallery",
            walls,
            "everybody writes in silence on the others’ answers",
            "alone, notes, see answers",
        ),
    ];
    let mut said = said
        .iter()
        .filter(|(known, holds, ..)| name.contains(known) && !holds);
    if let Some((known, _, means, words)) = said.next() {
        return Some((
            format!("In a {known} {means}, and no step says so"),
            format!("Say it with these words: “{words}”."),
        ));
    }
    name.contains("world caf").then(|| {
        (
            format!("“{}” means that people leave a host at each table, and no word for a step can say that", protocol.name),
            "It runs as its steps say. Tell people the rest aloud, in a sentence between quotation marks at the step.".to_owned(),
        )
    })
}

fn fault_at(fault: &ProtocolFault, at: usize, lines: &[(&str, u32)]) -> StepFault {
    let said = fault.to_string();
    let (what, hint) = said.split_once(". ").unwrap_or((&said, ""));
    StepFault {
        line: lines.get(at).map_or(0, |(_, line)| *line),
        what: Clean::line(what),
        hint: Clean::line(hint),
    }
}

/// `think 3: alone, answer`.
fn step(text: &str, line: u32, faults: &mut Vec<StepFault>) -> Step {
    let (text, own) = sentence(text);
    let (head, words) = text.split_once(':').unwrap_or((&text, ""));
    let (name, seconds) = name_and_time(head);
    let mut step = Step {
        name: Words::new(&name),
        seconds,
        ..table::step("", 0, Who::Everyone, Write::Nothing, &[], Edit::Free, "")
    };
    for word in words.split([',', ';']).map(str::trim) {
        let wanted = word.to_lowercase();
        if wanted.is_empty() {
            continue;
        }
        match WORDS.iter().find(|(known, _)| *known == wanted) {
            Some((_, says)) => put(&mut step, *says),
            None => faults.push(StepFault {
                line,
                what: Clean::line(&format!("“{word}” is no word for a step")),
                hint: Clean::line(&format!("Use these, with commas between: {}.", known())),
            }),
        }
    }
    if matches!(step.write, Write::Rating | Write::Consent | Write::Ranking) {
        step.edit = Edit::Again;
    }
    step.says = Words::new(&own.unwrap_or_else(|| says(&step)));
    step
}

/// The author's own sentence for a step, between quotation marks, and the line without it.
fn sentence(text: &str) -> (String, Option<String>) {
    const MARKS: [(char, char); 5] = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」')];
    let between = MARKS.iter().find_map(|(open, close)| {
        let (before, rest) = text.split_once(*open)?;
        let (own, after) = rest.rsplit_once(*close)?;
        let before = before.trim_end().trim_end_matches(',');
        Some((format!("{before}{after}"), own.trim().to_owned()))
    });
    match between {
        Some((rest, own)) if !own.is_empty() => (rest, Some(own)),
        Some((rest, _)) => (rest, None),
        None => (text.to_owned(), None),
    }
}

/// "think 3 min" is "think" for three minutes.
fn name_and_time(head: &str) -> (String, Option<u32>) {
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let unit = words.last().map(|word| word.to_lowercase());
    let factor = match unit.as_deref() {
        Some("min" | "minutes" | "minute") => Some(60),
        Some("sec" | "seconds") => Some(1),
        _ => None,
    };
    if factor.is_some() {
        words.pop();
    }
    let number = words.last().and_then(|word| word.parse::<u32>().ok());
    if number.is_some() && words.len() > 1 {
        words.pop();
    }
    let seconds = number.map(|number| number.saturating_mul(factor.unwrap_or(60)));
    let name = if words.is_empty() {
        "step".to_owned()
    } else {
        words.join(" ")
    };
    (
        name,
        seconds.filter(|seconds| (1..=86_400).contains(seconds)),
    )
}

fn put(step: &mut Step, says: Says) {
    match says {
        Says::Who(who) => step.who = who,
        Says::Write(write) => step.write = write,
        Says::See(see) => step.see.to_mut().push(see),
        Says::Names(names) => step.names = names,
        Says::Edit(edit) => step.edit = edit,
        Says::GoOn(go_on) => step.go_on = go_on,
        Says::Mix(mix) => step.mix = mix,
        Says::Until(until) => {
            step.round_again = Some(RoundAgain {
                back: 0,
                until,
                rounds: ROUNDS,
            });
        }
        Says::OneAGroup => step.one_a_group = true,
        Says::Sides(sides) => step.sides = sides,
        Says::OneOfEach(which) => step.one_of_each = Some(which),
        Says::Nothing => {}
    }
}

/// What people do in a step, in a sentence, from its data alone.
fn says(step: &Step) -> String {
    let who = match step.who {
        Who::Solo => "Everybody, alone",
        Who::Pair => "In pairs",
        Who::Trio => "In threes",
        Who::Four => "In fours",
        Who::Table => "At tables",
        Who::Everyone => "All together",
        Who::InTurn => "One after the other",
        Who::Holder => "Whoever brings the case; the others listen",
        Who::Others => "Everybody but whoever brings the case, who listens",
        Who::Inside => "Some sit inside and talk; the others listen",
    };
    let what = match step.write {
        Write::Nothing => "talk about it.",
        Write::Answer => "write an answer.",
        Write::AnswerAndReason => "write an answer, and why.",
        Write::Notes => "talk, and note what is said.",
        Write::Stance => "agree with, extend or contest each claim.",
        Write::Commitment => "say what you will try.",
        Write::Ranking => "rank the five best.",
        Write::Rating => "rate each from 1 to 9, and say why.",
        Write::Dots => "put dots on what matters most.",
        Write::Consent => "consent, or object with a reason.",
    };
    format!("{who}: {what}")
}

/// Every word once, for people who look for the right one.
fn known() -> String {
    let words: Vec<_> = WORDS.iter().map(|(word, _)| *word).collect();
    words.join(" · ")
}
