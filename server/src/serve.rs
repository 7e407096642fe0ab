//! Runs the server until it is told to stop; what was accepted is answered.

use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::sync::Arc;

use engine::{Error, Scan};
use tokio::net::TcpListener;

use crate::app::App;
use crate::clerk::Clerks;
use crate::http::router;
use crate::settings::{Settings, SettingsError};
use crate::store::StoreError;

/// A server that is bound and not yet running.
pub struct Server {
    listener: TcpListener,
    app: Arc<App>,
    clerks: Clerks,
}

/// A server that cannot start or that failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// A setting that cannot be obeyed.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The tickets' database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The address cannot be used.
    #[error("cannot listen on {0}: {1}; is another server running there?")]
    Listen(SocketAddr, std::io::Error),
    /// The network failed.
    #[error("the server stopped: {0}")]
    Io(#[from] std::io::Error),
}

impl Server {
    /// Binds the address and opens the store; `read` is the engine: a picture and, where the request names
    /// one document alone, how the ids of its templates begin.
    ///
    /// # Errors
    /// As [`ServeError`] lists.
    pub async fn bind<R>(settings: Settings, read: R) -> Result<Self, ServeError>
    where
        R: Fn(&[u8], Option<&str>) -> Result<Scan, Error> + Send + Sync + 'static,
    {
        let listen = settings.listen;
        let (app, clerks) = App::new(settings, Arc::new(read))?;
        let listener = TcpListener::bind(listen)
            .await
            .map_err(|error| ServeError::Listen(listen, error))?;
        Ok(Self {
            listener,
            app,
            clerks,
        })
    }

    /// Where it listens; the port is the real one when 0 was asked for.
    ///
    /// # Errors
    /// When the socket is gone.
    pub fn address(&self) -> Result<SocketAddr, ServeError> {
        Ok(self.listener.local_addr()?)
    }

    /// Serves until `stop` is done, then answers what was accepted.
    ///
    /// # Errors
    /// When the network fails.
    pub async fn run(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let Self {
            listener,
            app,
            clerks,
        } = self;
        // A caller may take the time of its body and then that of the queue; who is slower is let go.
        let patience = app.settings.timeout * 2;
        let (tell, told) = tokio::sync::oneshot::channel();
        let stop = async move {
            stop.await;
            let _ = tell.send(());
        };
        let out_of_patience = async {
            let _ = told.await;
            tokio::time::sleep(patience).await;
        };
        let serving = axum::serve(listener, router(app)).with_graceful_shutdown(stop);
        tokio::select! {
            done = serving.into_future() => done?,
            () = out_of_patience => tracing::warn!("a connection was cut: it took too long to end"),
        }
        // Joining the clerks blocks until the pictures in their hands are read.
        tokio::task::block_in_place(|| drop(clerks));
        Ok(())
    }
}
