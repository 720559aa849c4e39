//! The view of a whole session, for one viewer.

use std::sync::Arc;

use crate::{
    case::{Block, Item},
    id::{PersonId, QuestionId},
    protocol::{Names, See, Sides, Step, Way, Who},
    session::{
        AgendaItem, DissentView, PartView, Person, PersonState, PersonView, Place, QuestionView,
        Session, StepView, Target, View, Viewer, clock,
        door::members,
        group,
        mask::{Mask, is_out_of_order},
        parts, reveal,
        rule::wants_reason,
        study, theme,
        view::{brief, can::can, closing, facts, question, shared::only_shared, voices},
        voice,
    },
    stamp::Stamp,
    text::Clean,
};

pub(in crate::session) fn view(session: &Session, viewer: Viewer, now: Stamp) -> View {
    let past = past_views(session, viewer, now);
    let view = View {
        past,
        ..view_of_now(session, viewer, now)
    };
    kept_to(session, viewer, view)
}

/// The same without the questions that were asked before.
pub(in crate::session) fn view_now(session: &Session, viewer: Viewer, now: Stamp) -> View {
    kept_to(session, viewer, view_of_now(session, viewer, now))
}

/// The view, and of it only what was consented to where it leaves the group.
fn kept_to(session: &Session, viewer: Viewer, view: View) -> View {
    if viewer == Viewer::Shared {
        only_shared(session, view)
    } else {
        view
    }
}

fn view_of_now(session: &Session, viewer: Viewer, now: Stamp) -> View {
    let now = clock::moment(session, now);
    let asked = session.asked_now();
    let due = matches!(session.stop(), Some(AgendaItem::Close)) || session.place == Place::Over;
    View {
        viewer,
        session: session.id(),
        case: Arc::clone(&session.card),
        place: session.place,
        alone: session.alone,
        seq: session.last.0,
        opened_at: session.opened_at.wall,
        protocol: Arc::clone(session.protocol_now()),
        protocols: question::own_protocols(session),
        names: session.names,
        way: session.way,
        setup: super::setup::until_asked(session, viewer).map(Box::new),
        agenda: super::ahead::agenda_lines(session, viewer, now),
        clock: clock::of(session, now),
        breaks: clock::break_views(session, now),
        step: step_view(session, viewer),
        ahead: super::ahead::ahead(session, viewer),
        people: people_views(session, viewer),
        seat: session.people.seat,
        seats: session.people.seat_names(),
        groups: session.groups.now.clone(),
        queue: voices::queue_lines(session),
        next_speaker: voice::next_speaker(session),
        duties: voices::duty_views(session),
        duty_log: voices::duty_log_views(session),
        step_times: session.times_of_steps(),
        citations: voices::citations(session),
        parts: part_views(session),
        exhibits: facts::exhibits(session),
        facts: facts::facts(session, viewer),
        undecided: super::ahead::undecided(session),
        question: asked
            .and_then(|asked| question::question_view(session, asked.index, viewer, now)),
        past: Vec::new(),
        goals: only_if(due, &session.case.goals),
        sources: only_if(due || viewer == Viewer::Report, &session.case.sources),
        dissents: dissent_views(session, viewer),
        commitments: closing::commitments(session, viewer),
        learned: session.learned.clone(),
        consent: closing::consent(session, viewer),
        words: closing::words(session, viewer),
        facilitator_notes: only_if(
            question::reads_notes(session, viewer) && (due || !session.alone),
            &question::notes_to_the_case(session),
        ),
        facilitator_goals: question::goals_ahead(session, viewer),
        briefs: brief::briefs(session, viewer, due),
        study: study::study_view(session),
        changes: super::back::changes(session),
        damage: session.damage.clone(),
        can: can(session, viewer, now),
    }
}

fn step_view(session: &Session, viewer: Viewer) -> Option<StepView> {
    let asked = session.asked_now()?;
    let Place::At { step, .. } = session.place else {
        return None;
    };
    let ready = |person: &&Person| {
        matches!(
            session.state_of(person.id),
            PersonState::Answered | PersonState::Passed
        )
    };
    let step = usize::from(step);
    Some(StepView {
        step: Arc::new(asked.step.clone()),
        number: session
            .steps_of(asked.index)
            .take_while(|at| *at <= step)
            .count(),
        of: session.steps_of(asked.index).count(),
        audience: audience(session, viewer),
        at_once: is_shown_at_once(session, asked.step),
        wants_reason: wants_reason(asked.step, &asked.question.prompt.kind),
        ready: session.people.here().filter(ready).count(),
        asked: session
            .people
            .here()
            .filter(|person| session.state_of(person.id) != PersonState::Free)
            .count(),
        lonely: lonely(session, asked.step),
    })
}

/// Whether names are hidden in what is written in the step that runs.
fn is_unnamed(session: &Session, step: &Step) -> bool {
    let unnamed = match step.takes_votes() {
        true => step.names == Names::Hidden,
        false => session.asks_unnamed(session.place),
    };
    unnamed || session.names == Names::Hidden
}

/// Whether what is written in the step that runs is shown at once: never a vote, nor what would
/// be known by coming alone.
fn is_shown_at_once(session: &Session, step: &Step) -> bool {
    let alone = is_unnamed(session, step) && !step.takes_answers();
    step.shows(See::Answers) && !step.takes_votes() && !alone
}

/// Who will see what is written now, when, and whether named: one sentence.
fn audience(session: &Session, viewer: Viewer) -> Clean {
    let Some(step) = session.step() else {
        return Clean::default();
    };
    let names = if is_unnamed(session, step) {
        "under a pseudonym; this computer keeps who wrote it"
    } else {
        "with the name"
    };
    if session.alone {
        return Clean::new("Only you see this. It stays on this computer.");
    }
    let shown = if step.takes_votes() {
        See::Tally
    } else {
        See::Answers
    };
    if !step.takes_votes() && step.shows(shown) {
        let when = match is_shown_at_once(session, step) {
            true => "at once",
            false => "when the next question begins",
        };
        return Clean::new(&format!("Everyone sees this {when}, {names}."));
    }
    let Place::At { step: at, .. } = session.place else {
        return Clean::default();
    };
    let later = session
        .protocol_now()
        .steps
        .iter()
        .skip(usize::from(at) + 1);
    let reveals =
        |step: &&Step| step.shows(shown) || (shown == See::Answers && step.shows(See::Earlier));
    let shows = later.filter(reveals).map(|step| &step.name).next();
    let when = match shows {
        Some(name) => format!("when “{name}” begins"),
        None => "when the next question begins".to_owned(),
    };
    let until = until_then(session, step, viewer);
    Clean::new(&format!("{until} {when}, {names}."))
}

/// Who sees what is written now before all do.
fn until_then(session: &Session, step: &Step, viewer: Viewer) -> &'static str {
    let apart = match viewer {
        Viewer::Person(person) => session.people.device_of(person).is_some(),
        Viewer::Room => !session.people.devices.is_empty(),
        Viewer::Facilitator => session.way == Some(Way::Phones),
        Viewer::Report | Viewer::Shared => false,
    };
    let asked = session.asked_now();
    let seen = asked.is_some_and(|asked| reveal::shows_answers(asked.round));
    match (step.shows(See::Group), apart) {
        // The group went back to this step after all was shown.
        _ if seen && !step.takes_votes() => {
            "What was shown stays seen; what is written now everyone sees"
        }
        (true, _) => "Your group sees this now, everyone",
        (false, true) => "Nobody sees this yet; everyone does",
        (false, false) => "On this screen only; everyone sees it",
    }
}

fn people_views(session: &Session, viewer: Viewer) -> Vec<PersonView> {
    let hides = session
        .step()
        .is_some_and(|step| step.names == Names::Hidden);
    let hidden = hides || session.names == Names::Hidden;
    let watches = match viewer {
        Viewer::Facilitator | Viewer::Report | Viewer::Shared => false,
        Viewer::Room => true,
        Viewer::Person(own) => session.people.device_of(own).is_some(),
    };
    let steers = viewer == Viewer::Facilitator;
    let people = session.people.all.iter();
    people
        .filter(|person| steers || !person.left_nothing())
        .map(|person| {
            let state = match watches && viewer.person() != Some(person.id) {
                true => state_told(session, person.id, hidden),
                false => session.state_of(person.id),
            };
            PersonView {
                has_written: steers && has_written(session, person.id),
                said_nothing: steers && !person.took_part,
                ..person_view(session, person, state)
            }
        })
        .collect()
}

/// What the room, and whoever has a device of their own, learn of what another has done in the
/// step that runs: that they are done, and under hidden names nothing but how many are. The
/// shared keyboard has to know whose turn it is.
fn state_told(session: &Session, person: PersonId, hidden: bool) -> PersonState {
    if hidden {
        return PersonState::Free;
    }
    match session.state_of(person) {
        PersonState::Passed => PersonState::Answered,
        state @ (PersonState::Free | PersonState::Open | PersonState::Answered) => state,
    }
}

fn person_view(session: &Session, person: &Person, state: PersonState) -> PersonView {
    let heard = session.asked_now().map_or(0, |asked| {
        let notes = asked.round.notes.iter();
        notes.filter(|note| note.person == Some(person.id)).count()
    });
    let voice = session.voices.heard.get(&person.id).copied();
    let voice = voice.unwrap_or_default();
    PersonView {
        id: person.id,
        name: person.name.clone(),
        members: members(session, person.id),
        role: person.role.clone(),
        here: person.here,
        left_nothing: person.left_nothing(),
        said_nothing: false,
        on_device: session.people.device_of(person.id).is_some(),
        late: person.joined > Place::At { stop: 0, step: 0 },
        state,
        heard,
        spoken: voice.0,
        spoken_s: voice.1,
        has_written: false,
    }
}

/// Whether something of theirs to the question that is asked now is in.
fn has_written(session: &Session, person: PersonId) -> bool {
    session.asked_now().is_some_and(|asked| {
        let round = asked.round;
        round.versions.iter().any(|version| version.is_by(person))
            || round.votes.iter().any(|vote| vote.person == person)
    })
}

/// What to do where a step needs more people than are here.
fn lonely(session: &Session, step: &Step) -> Clean {
    if step.who == Who::Inside {
        let inside = voice::inside(session).into_iter();
        let names: Vec<_> = inside
            .filter_map(|person| session.people.name(person))
            .collect();
        let names: Vec<_> = names.iter().map(Clean::as_str).collect();
        return Clean::new(&format!("Inside: {}. The others listen.", names.join(", ")));
    }
    if step.sides != Sides::Own && !session.groups.now.is_empty() && !session.alone {
        return group::sides_told(session, step.sides);
    }
    if step.who.size().is_none() || session.alone || session.people.here().count() > 1 {
        return Clean::default();
    }
    Clean::new("Nobody else is here to talk with. Think it through once more alone, or go on.")
}

pub(in crate::session) fn part_views(session: &Session) -> Vec<PartView> {
    let now = match session.stop() {
        Some(AgendaItem::Read { part, .. } | AgendaItem::Question { part, .. }) => Some(*part),
        Some(AgendaItem::Close) | None => None,
    };
    let readings = |items: &[Item]| {
        let of = |item: &Item| match item {
            Item::Reading(reading) => Some(Arc::clone(reading)),
            Item::Exhibit(_) | Item::Question(_) => None,
        };
        items.iter().filter_map(of).collect()
    };
    parts::readable(session)
        .map(|(at, part)| PartView {
            title: part.title.clone(),
            readings: readings(part.items.get(..readable(session, at)).unwrap_or_default()),
            now: now == Some(at),
        })
        .collect()
}

/// How many items of a part may be read: text behind a question is read when it is reached,
/// unless all text of the part stands behind all that it asks.
fn readable(session: &Session, part: usize) -> usize {
    if let Some(all) = session.case.parts.get(part)
        && all.is_read_at_once()
    {
        return all.items.len();
    }
    let here = match session.place {
        Place::Gather => 0,
        Place::At { .. } | Place::Over => session.reached_stop(),
    };
    let reached = session.agenda.iter().take(here + 1);
    let ends = reached.filter_map(|stop| match stop {
        AgendaItem::Read { part: of, items } if *of == part => Some(items.end),
        AgendaItem::Read { .. } | AgendaItem::Question { .. } | AgendaItem::Close => None,
    });
    ends.max().unwrap_or_default()
}

/// The questions that were asked before, in order.
fn past_views(session: &Session, viewer: Viewer, now: Stamp) -> Vec<QuestionView> {
    let now = clock::moment(session, now);
    let (reached, here) = match session.place {
        Place::Gather => (0, None),
        Place::At { .. } | Place::Over => (session.reached_stop() + 1, session.stop()),
    };
    let before = session.agenda.iter().take(reached);
    before
        .filter(|stop| Some(*stop) != here)
        .filter(|stop| {
            stop.part()
                .is_none_or(|part| !parts::is_not_taken(session, part))
        })
        .filter_map(|stop| match stop {
            AgendaItem::Question { question, .. } => {
                question::question_view(session, *question, viewer, now)
            }
            AgendaItem::Read { .. } | AgendaItem::Close => None,
        })
        .collect()
}

fn dissent_views(session: &Session, viewer: Viewer) -> Vec<DissentView> {
    let view = |dissent| DissentView::of(session, viewer, dissent);
    let mut views: Vec<_> = session.dissents.iter().map(view).collect();
    if is_out_of_order(session, viewer) {
        views.sort_by_key(|one| (one.against_words.clone(), one.text.clone()));
    }
    views
}

pub(super) fn target_words(session: &Session, target: &Target) -> Clean {
    let number = |index: usize| index + 1;
    let number_of = |id: &QuestionId| number(session.index_of(id).unwrap_or(0));
    match target {
        Target::Summary => Clean::new("the session as a whole"),
        Target::Question(id) => Clean::new(&format!("question {} as it is asked", number_of(id))),
        Target::Tally(id) => Clean::new(&format!(
            "what the answers to question {} add up to",
            number_of(id)
        )),
        Target::Model(id) => Clean::new(&format!(
            "the author’s answer to question {}",
            number_of(id)
        )),
        Target::Theme(entry) => match theme::find(session, *entry) {
            Some((_, theme)) => Clean::new(&format!("the theme “{}”", theme.title)),
            None => Clean::new("a theme"),
        },
        Target::Answer(entry) => {
            let mut rounds = session.rounds.iter().enumerate();
            let found = rounds.find_map(|(index, round)| Some((index, round.answer(*entry)?)));
            let Some((index, version)) = found else {
                return Clean::new("an answer");
            };
            let writer = Mask::of(session, index).writer(session, version);
            Clean::new(&match writer.words() {
                Some(writer) => format!("{writer}’s answer to question {}", number(index)),
                None => format!("an answer to question {}", number(index)),
            })
        }
    }
}

/// These blocks for whom they are, nothing for anybody else.
fn only_if(may_see: bool, blocks: &[Block]) -> Vec<Block> {
    if may_see { blocks } else { &[] }.to_vec()
}
