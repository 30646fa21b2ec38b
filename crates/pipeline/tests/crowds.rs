//! Laws of the register where so much is reported of one place and month that reports are compared
//! with some of the others only.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use cairn_model::{Device, DocumentId, Reading};
use cairn_pipeline::Silent;
use common::*;

const PLACES: [&str; 4] = ["Zenda", "Zendha", "Hentzau", ""];
const DEVICES: [Device; 3] =
    [Device::AntivehicleMine, Device::MineUnspecified, Device::AntipersonnelMine];

/// Reports of a month in one district; some vague ones, which fit many others.
fn crowd(count: usize) -> Script {
    let mut script = Script::default();
    for at in 0..count {
        let lot = DocumentId::of_bytes(format!("lot {at}").as_bytes()).to_string();
        let roll = |digit: usize, sides: u32| {
            u32::from_str_radix(&lot[digit * 4..digit * 4 + 4], 16).unwrap() % sides
        };
        let day = 1 + roll(0, 25);
        let date = if roll(1, 6) == 0 { String::new() } else { format!("2023-05-{day:02}") };
        let spot = place(PLACES[roll(2, 4) as usize], "Strelsau");
        let told = incident("i1", &date, spot, DEVICES[roll(3, 3) as usize])
            .toll(u64::from(roll(4, 3)), u64::from(roll(5, 4)));
        let reading = Reading { incidents: vec![told], ..Reading::default() };
        let meta = meta(&format!("Outlet {}", at % 7), &format!("2023-05-{:02}", day + 2));
        script = script.with(&format!("doc{at}"), meta, reading);
    }
    script
}

#[test]
fn a_crowd_may_come_in_any_order_and_in_any_number_of_goes() {
    let script = crowd(330);
    let at_once = derived(&script.register());
    let mut order = script.documents().to_vec();
    order.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    // By identity: later ones are never compared with all, and push nobody out. Backwards: all do.
    for _ in 0..2 {
        let mut store = script.register_of(&order[..190]);
        for some in order[190..].chunks(20) {
            script.add(&mut store, some);
        }
        assert_eq!(derived(&store), at_once);
        script.pipeline().rebuild(&mut store, &mut Silent).unwrap();
        assert_eq!(derived(&store), at_once);
        order.reverse();
    }
}
