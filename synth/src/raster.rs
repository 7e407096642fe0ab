//! Exact area coverage of outlines on a pixel grid.

/// Signed-area accumulator: closed outlines in, coverage 0 … 1 out.
///
/// The sweep is the one of font-rs, with `x` clamped to the grid on each row, so that an
/// outline may leave the grid on any side.
pub struct Raster {
    w: usize,
    h: usize,
    sums: Vec<f32>,
}

type Xy = (f32, f32);

impl Raster {
    /// An empty grid.
    pub fn new(w: usize, h: usize) -> Raster {
        Raster {
            w,
            h,
            sums: vec![0.0; (w + 2) * h],
        }
    }

    /// One straight edge of an outline.
    pub fn line(&mut self, from: Xy, to: Xy) {
        if from.1 == to.1 {
            return;
        }
        let (sign, top, end) = if from.1 < to.1 {
            (1.0, from, to)
        } else {
            (-1.0, to, from)
        };
        if end.1 <= 0.0 || top.1 >= self.h as f32 {
            return;
        }
        let slope = (end.0 - top.0) / (end.1 - top.1);
        let mut x = if top.1 < 0.0 {
            top.0 - top.1 * slope
        } else {
            top.0
        };
        let first = top.1.max(0.0) as usize;
        let last = (end.1.ceil() as usize).min(self.h);
        for row in first..last {
            let high = ((row + 1) as f32).min(end.1) - (row as f32).max(top.1);
            let next = x + slope * high;
            self.row(row, x, next, sign * high);
            x = next;
        }
    }

    fn row(&mut self, row: usize, x: f32, next: f32, area: f32) {
        let wide = self.w as f32;
        let (left, right) = if x < next { (x, next) } else { (next, x) };
        let (left, right) = (left.clamp(0.0, wide), right.clamp(0.0, wide));
        let first = left as usize;
        let cells = &mut self.sums[row * (self.w + 2) + first..][..];
        let (left, right) = (left - first as f32, right - first as f32);
        if right <= 1.0 {
            let share = 0.5 * (left + right);
            cells[0] += area * (1.0 - share);
            cells[1] += area * share;
            return;
        }
        let per = area / (right - left);
        let last = right.ceil() as usize;
        let mut before = 0.0;
        for (column, cell) in cells.iter_mut().enumerate().take(last) {
            let (a, b) = (left.max(column as f32), right.min((column + 1) as f32));
            let within = 0.5 * ((column + 1) as f32 - a + (column + 1) as f32 - b) * (b - a);
            let covered = within + (a.min(column as f32 + 1.0) - left).max(0.0);
            *cell += per * (covered - before);
            before = covered;
        }
        cells[last] += area - per * before;
    }

    /// A quadratic curve.
    pub fn quad(&mut self, from: Xy, by: Xy, to: Xy) {
        let bend = (from.0 - 2.0 * by.0 + to.0).abs() + (from.1 - 2.0 * by.1 + to.1).abs();
        let steps = 1 + (bend * 1.5).sqrt() as usize;
        let mut at = from;
        for step in 1..=steps {
            let t = step as f32 / steps as f32;
            let s = 1.0 - t;
            let next = (
                s * s * from.0 + 2.0 * s * t * by.0 + t * t * to.0,
                s * s * from.1 + 2.0 * s * t * by.1 + t * t * to.1,
            );
            self.line(at, next);
            at = next;
        }
    }

    /// A cubic curve.
    pub fn cubic(&mut self, from: Xy, one: Xy, two: Xy, to: Xy) {
        let bend = (from.0 - 2.0 * one.0 + two.0).abs()
            + (from.1 - 2.0 * one.1 + two.1).abs()
            + (one.0 - 2.0 * two.0 + to.0).abs()
            + (one.1 - 2.0 * two.1 + to.1).abs();
        let steps = 1 + (bend * 2.0).sqrt() as usize;
        let mut at = from;
        for step in 1..=steps {
            let t = step as f32 / steps as f32;
            let s = 1.0 - t;
            let (a, b, c, d) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
            let next = (
                a * from.0 + b * one.0 + c * two.0 + d * to.0,
                a * from.1 + b * one.1 + c * two.1 + d * to.1,
            );
            self.line(at, next);
            at = next;
        }
    }

    /// The coverage of every pixel, row by row.
    pub fn coverage(&self) -> Vec<f32> {
        let mut out = Vec::with_capacity(self.w * self.h);
        for row in self.sums.chunks_exact(self.w + 2) {
            let mut sum = 0.0f32;
            out.extend(row[..self.w].iter().map(|cell| {
                sum += cell;
                sum.abs().min(1.0)
            }));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Raster;

    fn boxed(x0: f32, y0: f32, x1: f32, y1: f32) -> f32 {
        let mut raster = Raster::new(8, 6);
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)];
        for pair in corners.windows(2) {
            raster.line(pair[0], pair[1]);
        }
        raster.coverage().iter().sum()
    }

    #[test]
    fn covers_the_area_inside_the_grid() {
        assert!((boxed(1.25, 1.5, 3.75, 4.0) - 6.25).abs() < 1e-4);
        assert!((boxed(-5.0, -2.0, 2.5, 3.0) - 7.5).abs() < 1e-4);
        assert!((boxed(6.5, 2.0, 40.0, 30.0) - 6.0).abs() < 1e-4);
    }

    #[test]
    fn slanted_edges_split_their_area() {
        let mut raster = Raster::new(10, 10);
        let corners = [(1.0, 1.0), (9.0, 3.0), (5.0, 9.0), (1.0, 1.0)];
        for pair in corners.windows(2) {
            raster.line(pair[0], pair[1]);
        }
        let sum: f32 = raster.coverage().iter().sum();
        assert!((sum - 28.0).abs() < 1e-3, "{sum}");
    }
}
