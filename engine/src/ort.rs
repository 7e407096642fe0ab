//! ONNX Runtime: the library's look-up, the sessions and the devices.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use ort::ep::{self, ExecutionProvider};
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::TensorRef;

use crate::error::{Error, ErrorKind, Stage};
use crate::model::{Model, Tensor};
use crate::options::{Device, Options};

/// The library is loaded once a process; it cannot be changed afterwards.
static LIBRARY: OnceLock<Result<Library, String>> = OnceLock::new();

struct Library {
    environment: ort::environment::Environment,
    path: PathBuf,
}

/// The loaded library with a device that works.
pub(crate) struct Runtime {
    library: &'static Library,
    device: Device,
}

impl Runtime {
    /// Loads the library and makes sure of the device.
    pub(crate) fn open(options: &Options) -> Result<Self, Error> {
        let library = LIBRARY
            .get_or_init(|| load(options.runtime.as_deref()))
            .as_ref()
            .map_err(|message| failure(Stage::Start, message.clone()))?;
        let device = match options.device {
            Device::Cuda(number) => match cuda_lacks(number) {
                Some(lack) if options.fall_back => {
                    tracing::warn!("{lack}; the processor does the work");
                    Device::Cpu
                }
                Some(lack) => return Err(failure(Stage::Start, lack)),
                None => options.device,
            },
            Device::Cpu => Device::Cpu,
        };
        Ok(Self { library, device })
    }

    /// The library's file.
    pub(crate) fn path(&self) -> &Path {
        &self.library.path
    }

    /// The library's version and build.
    pub(crate) fn version(&self) -> String {
        ort::info().to_owned()
    }

    /// Where the models run.
    pub(crate) fn device(&self) -> Device {
        self.device
    }

    /// A model that runs on up to `sessions` threads at once, each run with `threads`.
    pub(crate) fn model(
        &self,
        bytes: &[u8],
        stage: Stage,
        (sessions, threads): (usize, usize),
    ) -> Result<OrtModel, Error> {
        // A device's sessions queue on the device anyhow; one holds the weights once.
        let sessions = if self.device == Device::Cpu {
            sessions
        } else {
            1
        };
        let free = (0..sessions.max(1))
            .map(|_| self.session(bytes, threads))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| {
                let message = format!("a model cannot be loaded: {error}");
                Error::new(ErrorKind::Model, stage, message)
            })?;
        let input = shape_of(&free[0], stage)?;
        Ok(OrtModel {
            free: Mutex::new(free),
            returned: Condvar::new(),
            input,
            stage,
        })
    }

    fn session(&self, bytes: &[u8], threads: usize) -> ort::Result<Session> {
        let provider = match self.device {
            // Varying widths would make an arena keep the largest of everything for good.
            Device::Cpu => ep::CPU::default().with_arena_allocator(false).build(),
            Device::Cuda(number) => ep::CUDA::default()
                .with_device_id(i32::try_from(number).unwrap_or(i32::MAX))
                .build()
                .error_on_failure(),
        };
        let mut builder = Session::builder(&self.library.environment)?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_intra_threads(threads)?
            .with_memory_pattern(false)?
            // Waiting threads would spin: on two busy cores that cost 0.45 s of processor a photo, not 0.19.
            .with_intra_op_spinning(false)?
            .with_execution_providers([provider])?;
        builder.commit_from_memory(bytes)
    }
}

/// A model and the sessions that run it.
pub(crate) struct OrtModel {
    free: Mutex<Vec<Session>>,
    returned: Condvar,
    input: [Option<usize>; 4],
    stage: Stage,
}

impl OrtModel {
    fn sessions(&self) -> MutexGuard<'_, Vec<Session>> {
        // A session is out of the list while it runs, so a panic leaves the list whole.
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Session {
        let mut free = self.sessions();
        loop {
            match free.pop() {
                Some(session) => return session,
                None => {
                    free = self
                        .returned
                        .wait(free)
                        .unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    fn give(&self, session: Session) {
        self.sessions().push(session);
        self.returned.notify_one();
    }
}

impl Model for OrtModel {
    fn input(&self) -> [Option<usize>; 4] {
        self.input
    }

    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, Error> {
        let mut session = self.take();
        let outputs = run(&mut session, &input, self.stage);
        self.give(session);
        outputs.map_err(|error| {
            let message = format!("ONNX Runtime failed: {error}; `idocr doctor` tells more");
            failure(self.stage, message)
        })
    }
}

fn run(session: &mut Session, input: &Tensor, stage: Stage) -> ort::Result<Vec<Tensor>> {
    let view = TensorRef::from_array_view((input.shape.clone(), input.data.as_slice()))?;
    let started = Instant::now();
    let outputs = session.run(ort::inputs![view])?;
    let micros = started.elapsed().as_micros() as u64;
    // For `idocr-soak`, which compares the sum with the time of the scans.
    tracing::trace!(stage = stage.as_str(), micros, "run");
    outputs
        .values()
        .map(|value| {
            let (shape, data) = value.try_extract_tensor::<f32>()?;
            Ok(Tensor {
                shape: shape.iter().map(|&n| n.max(0) as usize).collect(),
                data: data.to_vec(),
            })
        })
        .collect()
}

/// The shape of the only input, free axes as `None`.
fn shape_of(session: &Session, stage: Stage) -> Result<[Option<usize>; 4], Error> {
    let shape = session
        .inputs()
        .first()
        .and_then(|input| input.dtype().tensor_shape());
    let axes: Option<Vec<Option<usize>>> =
        shape.map(|shape| shape.iter().map(|&n| usize::try_from(n).ok()).collect());
    axes.and_then(|axes| axes.try_into().ok()).ok_or_else(|| {
        let message =
            "a model's input is no picture; install the models that belong to this version";
        Error::new(ErrorKind::Model, stage, message)
    })
}

/// Why the CUDA device cannot be used, if it cannot.
fn cuda_lacks(number: u32) -> Option<String> {
    match ep::CUDA::is_available() {
        Ok(true) => None,
        _ => Some(format!(
            "device cuda:{number} needs the GPU build of ONNX Runtime and this library has no CUDA provider; \
             run `make runtime CUDA=1`, or use the processor"
        )),
    }
}

/// Loads the library from the first place that has it.
fn load(asked: Option<&Path>) -> Result<Library, String> {
    let path = find(asked)?;
    let builder = ort::init_from(&path).map_err(|error| {
        let looked: Vec<_> = places()
            .iter()
            .map(|place| place.display().to_string())
            .collect();
        format!(
            "ONNX Runtime cannot be loaded ({error}); run `make runtime`, or set ORT_DYLIB_PATH. \
             Looked in: {}, then the system's libraries",
            looked.join(", ")
        )
    })?;
    let environment = builder
        .with_name("idocr")
        .with_telemetry(false)
        .build()
        .map_err(|error| format!("ONNX Runtime cannot be started: {error}"))?;
    Ok(Library { environment, path })
}

/// The library that was asked for, which must be there, or the first of the usual places.
fn find(asked: Option<&Path>) -> Result<PathBuf, String> {
    let set = std::env::var_os("ORT_DYLIB_PATH").filter(|set| !set.is_empty());
    let named = asked.map(Path::to_owned).or(set.map(PathBuf::from));
    match named {
        Some(path) if path.is_file() => Ok(path),
        Some(path) => Err(format!(
            "there is no ONNX Runtime at {}; give the path of {FILE}",
            path.display()
        )),
        // A bare name leaves the search to the system's own loader.
        None => Ok(places()
            .into_iter()
            .find(|place| place.is_file())
            .unwrap_or_else(|| PathBuf::from(FILE))),
    }
}

/// The library's usual name here.
const FILE: &str = if cfg!(windows) {
    "onnxruntime.dll"
} else if cfg!(target_os = "macos") {
    "libonnxruntime.dylib"
} else {
    "libonnxruntime.so"
};

/// Where the library may be, the first place first.
fn places() -> Vec<PathBuf> {
    let executable = std::env::current_exe().unwrap_or_default();
    let folders = executable.ancestors().skip(1);
    let beside = folders.clone().take(1).map(|folder| folder.join(FILE));
    let built = folders
        .flat_map(|folder| {
            [
                folder.join("onnxruntime"),
                folder.join("target/onnxruntime"),
            ]
        })
        .map(|folder| folder.join(FILE));
    beside.chain(built).collect()
}

fn failure(stage: Stage, message: String) -> Error {
    Error::new(ErrorKind::Runtime, stage, message)
}
