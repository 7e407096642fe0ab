//! Does many pieces of work at once and hands the results over in order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Works on `items` with `workers` threads and gives each result to `emit` in the order of the items.
///
/// No new item is begun once `stop` is set or `emit` breaks; what was begun is finished, and handed over
/// as far as the order has no gap.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    stop: &AtomicBool,
    work: impl Fn(&T) -> R + Sync,
    mut emit: impl FnMut(R) -> ControlFlow<()>,
) {
    let next = AtomicUsize::new(0);
    let (give, take) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers.clamp(1, items.len().max(1)) {
            let (give, next, work) = (give.clone(), &next, &work);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    if give.send((at, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(give);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (at, result) in take {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&due) {
                due += 1;
                if emit(result).is_break() {
                    stop.store(true, Ordering::Relaxed);
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn collect(items: &[u64], workers: usize, until: usize) -> Vec<u64> {
        let (stop, mut results) = (AtomicBool::new(false), Vec::new());
        let work = |item: &u64| {
            std::thread::sleep(Duration::from_millis(20 - item % 20));
            *item
        };
        in_order(items, workers, &stop, work, |result| {
            results.push(result);
            match results.len() == until {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        results
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..40).collect();
        assert_eq!(collect(&items, 4, usize::MAX), items);
        assert_eq!(collect(&items[..1], 4, usize::MAX), [0]);
        assert!(collect(&[], 4, usize::MAX).is_empty());
    }

    #[test]
    fn breaking_ends_the_work() {
        let items: Vec<u64> = (0..400).collect();
        assert_eq!(collect(&items, 2, 3), [0, 1, 2]);
    }
}
