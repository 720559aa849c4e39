//! scratch
fn main() {
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).unwrap();
        let t = std::time::Instant::now();
        let doc = roundtable::case::read(&source, &path);
        println!("=== {path} {:?}", t.elapsed());
        if source.len() > 100_000 { continue; }
        for case in &doc.cases {
            println!("# {} | {:?} {:?} {:?} tags {:?}", case.title, case.language, case.seconds, case.protocol, case.tags);
            println!("settings {:?}", case.settings);
            for part in &case.parts {
                println!("PART {:?} staged={}", part.title, part.staged);
                for item in &part.items {
                    match item {
                        roundtable::case::Item::Reading(r) => for b in &r.blocks { println!("  R {:?} l{} {:.70?}", b.number, b.line, b.text.as_str()); },
                        roundtable::case::Item::Exhibit(e) => println!("  X {} ({} blocks)", e.title, e.blocks.len()),
                        roundtable::case::Item::Question(q) => {
                            println!("  Q{} [{}] {:?} {:.60} | {} {:?}", q.prompt.number, q.prompt.id, q.prompt.seconds, q.prompt.text, q.prompt.kind.word(), q.prompt.kind);
                            for b in &q.prompt.body { println!("      body {:.70?}", b.text.as_str()); }
                            let a = &q.aside;
                            println!("      hints {} follow {} right {:?} listen {} notes {}", a.hints.len(), a.follow_ups.len(), a.right, a.listen_for.len(), a.notes.len());
                            for m in &a.models { println!("      model {:?}", m.title); for c in &m.claims { println!("        - {:.60?}", c.as_str()); } }
                        }
                    }
                }
            }
            println!("goals {} sources {:?} notes {} noise {:?}", case.goals.len(), case.sources.iter().map(|b| b.text.as_str().chars().take(40).collect::<String>()).collect::<Vec<_>>(), case.facilitator_notes.len(), case.noise.iter().map(|b| b.text.as_str()).collect::<Vec<_>>());
        }
        println!("HIDDEN {:?}", doc.hidden.iter().map(|h| format!("{} {}-{}", h.what, h.from, h.to)).collect::<Vec<_>>());
        println!("GUESS {:#?}", doc.guesses);
        println!("UNUSED {:?}", doc.unused);
        println!("FLAWS {:#?}", doc.flaws);
    }
}
