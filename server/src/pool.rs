//! A fixed number of workers behind a bounded queue: a full queue says so at once.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use engine::{Error, Scan};
use tokio::sync::oneshot;

/// What reads a picture, of the one document whose template id begins so: the engine, or a fake in tests.
pub(crate) type Read = dyn Fn(&[u8], Option<&str>) -> Result<Scan, Error> + Send + Sync;

/// Reads a picture; `None` when that panicked, so that one picture takes no worker down.
pub(crate) fn guarded(
    read: &Read,
    picture: &[u8],
    document: Option<&str>,
) -> Option<Result<Scan, Error>> {
    std::panic::catch_unwind(AssertUnwindSafe(|| read(picture, document))).ok()
}

struct Job {
    picture: Vec<u8>,
    document: Option<&'static str>,
    answer: oneshot::Sender<Result<Scan, Error>>,
}

/// The workers and their queue.
pub(crate) struct Pool {
    queue: Option<SyncSender<Job>>,
    workers: Vec<JoinHandle<()>>,
}

/// The queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Full;

impl Pool {
    /// Starts `workers` threads that share `read`; `waiting` jobs may queue.
    pub(crate) fn new(read: Arc<Read>, workers: usize, waiting: usize) -> Self {
        let (queue, jobs) = sync_channel(waiting);
        let jobs = Arc::new(Mutex::new(jobs));
        let workers = (0..workers.max(1))
            .map(|_| {
                let (jobs, read) = (Arc::clone(&jobs), Arc::clone(&read));
                std::thread::spawn(move || work(&jobs, &*read))
            })
            .collect();
        Self {
            queue: Some(queue),
            workers,
        }
    }

    /// Queues a picture, or says at once that the queue is full.
    pub(crate) fn submit(
        &self,
        picture: Vec<u8>,
        document: Option<&'static str>,
    ) -> Result<oneshot::Receiver<Result<Scan, Error>>, Full> {
        let (answer, receiver) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or(Full)?;
        let job = Job {
            picture,
            document,
            answer,
        };
        match queue.try_send(job) {
            Ok(()) => Ok(receiver),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(Full),
        }
    }
}

impl Drop for Pool {
    /// Every picture that was accepted is read before the workers go.
    fn drop(&mut self) {
        self.queue = None;
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

fn work(jobs: &Mutex<Receiver<Job>>, read: &Read) {
    loop {
        let next = match jobs.lock() {
            Ok(jobs) => jobs.recv(),
            Err(_) => return,
        };
        let Ok(job) = next else { return };
        if job.answer.is_closed() {
            continue; // The caller went away while the picture waited.
        }
        // Where nothing is sent the caller is told that the engine failed.
        if let Some(scan) = guarded(read, &job.picture, job.document) {
            let _ = job.answer.send(scan);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_full_queue_says_so_at_once_and_loses_nothing() {
        let (go, wait) = channel::<()>();
        let wait = Mutex::new(wait);
        let read = move |picture: &[u8], _: Option<&str>| {
            wait.lock().unwrap().recv().unwrap();
            Ok(Scan {
                width: u32::from(picture[0]),
                ..Scan::default()
            })
        };
        let pool = Pool::new(Arc::new(read), 1, 1);
        let first = pool.submit(vec![1], None).unwrap();
        // The worker takes the first picture in its own time; then one may wait.
        let second = loop {
            if let Ok(second) = pool.submit(vec![2], None) {
                break second;
            }
            std::thread::yield_now();
        };
        while pool.submit(vec![3], None).is_ok() {}
        for _ in 0..4 {
            go.send(()).unwrap();
        }
        assert_eq!(first.blocking_recv().unwrap().unwrap().width, 1);
        assert_eq!(second.blocking_recv().unwrap().unwrap().width, 2);
    }
    #[test]
    fn a_picture_that_panics_takes_no_worker_down() {
        let read = |picture: &[u8], _: Option<&str>| match picture {
            [0] => panic!("a picture that nobody foresaw"),
            _ => Ok(Scan::default()),
        };
        let pool = Pool::new(Arc::new(read), 1, 4);
        let bad = pool.submit(vec![0], None).unwrap();
        assert!(bad.blocking_recv().is_err(), "its caller is told");
        let good = pool.submit(vec![1], None).unwrap();
        assert!(good.blocking_recv().is_ok());
    }
}
