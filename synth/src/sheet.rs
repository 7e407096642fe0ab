//! Many samples on one picture, for a person's glance.

use crate::pixels::{Filter, Pixels};

/// Lays pictures in columns of this width, each shrunk to fit and padded with white.
pub fn lay(samples: &[Pixels], columns: usize, width: usize) -> Pixels {
    let gap = 6;
    let cells: Vec<Pixels> = samples.iter().map(|s| fit(s, width)).collect();
    let rows: Vec<&[Pixels]> = cells.chunks(columns.max(1)).collect();
    let tall = |row: &[Pixels]| row.iter().map(|c| c.h).max().unwrap_or(0) + gap;
    let h = rows.iter().map(|row| tall(row)).sum::<usize>() + gap;
    let c = samples.iter().map(|s| s.c).max().unwrap_or(1);
    let mut sheet = Pixels::new(columns * (width + gap) + gap, h.max(1), c, 255.0);
    let mut y = gap;
    for row in rows {
        for (n, cell) in row.iter().enumerate() {
            paste(&mut sheet, cell, gap + n * (width + gap), y);
        }
        y += tall(row);
    }
    sheet
}

fn fit(sample: &Pixels, width: usize) -> Pixels {
    if sample.w <= width {
        return sample.clone();
    }
    let h = (sample.h * width / sample.w).max(1);
    sample.resize(width, h, Filter::Linear)
}

fn paste(sheet: &mut Pixels, cell: &Pixels, left: usize, top: usize) {
    for y in 0..cell.h {
        for x in 0..cell.w {
            let to = ((top + y) * sheet.w + left + x) * sheet.c;
            let from = (y * cell.w + x) * cell.c;
            for channel in 0..sheet.c {
                sheet.v[to + channel] = cell.v[from + channel.min(cell.c - 1)];
            }
        }
    }
}
