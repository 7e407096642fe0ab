//! The middle one of some measurements, which a few wild ones do not move.

/// The middle value, of an even number the upper one; `None` of nothing.
pub(crate) fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
