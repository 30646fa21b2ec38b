//! A small picture: points on a plane of shares, as SVG that takes its colours from the page.

use super::text::escaped;

/// The plane of a picture, in units of its view box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Plane {
    /// Across, for a place from 0 to 1.
    pub(super) fn x(&self, place: f64) -> f64 {
        self.left + place * (self.width - self.left - self.right)
    }

    /// Down, for a share from 0 (below) to 1 (above).
    pub(super) fn y(&self, share: f64) -> f64 {
        let share = share.clamp(0.0, 1.0);
        self.height - self.bottom - share * (self.height - self.top - self.bottom)
    }
}

/// A picture in the making.
#[derive(Debug)]
pub(super) struct Picture {
    plane: Plane,
    marks: String,
}

impl Picture {
    pub(super) const fn new(plane: Plane) -> Self {
        Self { plane, marks: String::new() }
    }

    /// A line between two points of the view box.
    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.marks.push_str(&format!(
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        ));
    }

    /// A line through points.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        self.marks.push_str(&format!("<polyline class=\"{class}\" points=\"{}\"/>", list(points)));
    }

    /// A filled shape.
    pub(super) fn area(&mut self, class: &str, points: &[(f64, f64)]) {
        self.marks.push_str(&format!("<polygon class=\"{class}\" points=\"{}\"/>", list(points)));
    }

    /// A dot with words that show when it is pointed at.
    pub(super) fn dot(&mut self, class: &str, (x, y): (f64, f64), said: &str) {
        self.marks.push_str(&format!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"><title>{}</title></circle>",
            escaped(said)
        ));
    }

    /// Words at a point; `anchor` is `start`, `middle` or `end`.
    pub(super) fn text(&mut self, anchor: &str, class: &str, (x, y): (f64, f64), text: &str) {
        self.marks.push_str(&format!(
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>",
            escaped(text)
        ));
    }

    /// Level lines with per cent to their left, at most up to `most`.
    pub(super) fn levels(&mut self, most: f64) {
        let plane = self.plane;
        let step = if most > 0.5 { 0.25 } else { 0.1 };
        for at in 0..=4_u8 {
            let share = f64::from(at) * step;
            if share > most + 1e-9 {
                break;
            }
            let y = plane.y(share / most);
            self.line("grid", (plane.left, y), (plane.width - plane.right, y));
            self.text(
                "end",
                "tick",
                (plane.left - 6.0, y + 4.0),
                &format!("{:.0} %", share * 100.0),
            );
        }
    }

    /// The picture; `said` is what it shows, for those who do not see it.
    pub(super) fn finish(self, said: &str) -> String {
        format!(
            "<svg viewBox=\"0 0 {:.0} {:.0}\" role=\"img\" aria-label=\"{}\">{}</svg>",
            self.plane.width,
            self.plane.height,
            escaped(said),
            self.marks
        )
    }
}

fn list(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

/// A key below a picture: class and words.
pub(super) fn key(entries: &[(&str, &str)]) -> String {
    let entry = |(class, words): &(&str, &str)| {
        format!("<span><i class=\"{class}\"></i>{}</span>", escaped(words))
    };
    format!("<p class=\"key\">{}</p>", entries.iter().map(entry).collect::<String>())
}
