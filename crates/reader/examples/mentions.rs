//! Prints what the first steps of the reader find in a text: `cargo run -p cairn-reader --example
//! mentions -- FILE [PUBLISHED [COUNTRY [LANGUAGE]]]`. For those who work on the reader.

use std::sync::Arc;
use std::{env, fs};

use cairn_gazetteer::Gazetteer;
use cairn_model::DocumentMeta;
use cairn_reader::Reader;
use cairn_reader::context::Context;
use cairn_reader::doc::Doc;
use cairn_reader::languages;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let file = arguments.first().ok_or("expected a file")?;
    let text = fs::read_to_string(file)?;
    let meta = DocumentMeta {
        published: arguments.get(1).and_then(|date| date.parse().ok()),
        country: arguments.get(2).cloned(),
        language: arguments.get(3).cloned(),
        ..DocumentMeta::default()
    };
    let language = meta.language.as_deref().unwrap_or("en");
    let lexicon = languages::lexicon(languages::lexicon_of(language))
        .ok_or("no lexicon of that language")??;
    let reader = Reader::new(Arc::new(Gazetteer::world()?))?;
    let doc = Doc::knowing(&text, &meta, &lexicon, &reader);
    let context = Context::new(&doc, &reader);
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let inside = |start: usize| sentence.tokens.contains(&start);
        println!(
            "\n{number} p{} {:?}: {}",
            sentence.paragraph,
            sentence.kind,
            doc.plain(sentence.tokens.clone())
        );
        for date in context.dates.mentions.iter().filter(|m| inside(m.tokens.start)) {
            println!(
                "    date   {:?} {} = {}",
                date.kind,
                doc.plain(date.tokens.clone()),
                date.span
            );
        }
        for place in context.places.iter().filter(|m| inside(m.tokens.start)) {
            println!(
                "    place  {:?} {} = {:?} / {:?} / {:?}",
                place.role,
                doc.plain(place.tokens.clone()),
                place.settlement,
                place.district,
                place.country
            );
        }
        for n in context.numbers.iter().filter(|m| inside(m.tokens.start)) {
            println!("    number {:?} {} = {:?}", n.kind, doc.plain(n.tokens.clone()), n.value);
        }
        for device in context.devices.iter().filter(|m| inside(m.tokens.start)) {
            println!(
                "    device {} = {} {:?}{}",
                doc.plain(device.tokens.clone()),
                device.device,
                device.model,
                if device.vague { " vague" } else { "" }
            );
        }
        for term in doc.terms_in(sentence.tokens.clone(), doc.class("explosions")) {
            println!("    explosion {}", doc.plain(term.start..term.end));
        }
        for person in context.people.iter().filter(|m| inside(m.tokens.start)) {
            println!(
                "    people {:?} {} x{} {:?} {:?}",
                person.kind,
                doc.plain(person.tokens.clone()),
                person.count.map_or("?".into(), |c| c.to_string()),
                person.name,
                person.group
            );
        }
        for source in context.sources.iter().filter(|m| inside(m.cue.start)) {
            println!(
                "    source {:?} {} of {:?}",
                source.role,
                source.name,
                doc.plain(source.scope.clone()).chars().take(60).collect::<String>()
            );
        }
        for effect in context.effects.iter().filter(|m| inside(m.tokens.start)) {
            let people: Vec<String> = effect
                .people
                .iter()
                .map(|&i| {
                    let p = &context.people[i];
                    format!(
                        "[{} {} {:?} {:?}]",
                        doc.plain(p.tokens.clone()),
                        p.count.map_or("?".into(), |c| c.to_string()),
                        p.kind,
                        p.name
                    )
                })
                .collect();
            println!(
                "    effect {:?} {}{}{} {}",
                effect.harm,
                doc.plain(effect.tokens.clone()),
                if effect.negated { " NOT" } else { "" },
                if effect.resumed { " resumed" } else { "" },
                people.join(" ")
            );
        }
    }
    for (number, event) in cairn_reader::incidents::events(&context).iter().enumerate() {
        let told: Vec<usize> = event.facts.iter().map(|facts| facts.sentence).collect();
        println!("event {} is told in sentences {told:?}", number + 1);
    }
    for incident in cairn_reader::incidents::incidents(&context).incidents {
        println!(
            "\n{} {} date {} ({:?}) place {:?} device {} killed {:?} injured {:?}",
            incident.id,
            incident.status,
            incident.date,
            incident.date_text,
            incident.place.label(),
            incident.device,
            incident.killed,
            incident.injured
        );
        for victim in &incident.victims {
            println!(
                "    victim {:?} {} {} {:?} {:?} {:?}",
                victim.name,
                victim.outcome,
                victim.group,
                victim.sex,
                victim.age,
                victim.occupation
            );
        }
    }
    Ok(())
}
