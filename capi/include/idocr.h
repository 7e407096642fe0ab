/* idocr: reads identity documents from photographs, on the machine where it runs.
 *
 *     idocr *engine = idocr_new(NULL);
 *     char *json = idocr_scan(engine, bytes, length);
 *     puts(json ? json : idocr_last_error());
 *     idocr_string_free(json);
 *     idocr_free(engine);
 *
 * An engine may be used by many threads at once. Strings are UTF-8. */
#ifndef IDOCR_H
#define IDOCR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An engine; holds the models. */
typedef struct idocr idocr;

/* The version, static: do not free it. */
const char *idocr_version(void);

/* Loads ONNX Runtime, models and templates. NULL takes the defaults; otherwise a JSON object with any of
 *   "device": "cpu" | "cuda" | "cuda:N"    where the models run
 *   "fall_back": bool                      run on the processor when the device cannot be had
 *   "threads": N                           0: one a core
 *   "throughput": bool                     many photos from many threads, rather than one photo fast
 *   "mrz_only": bool                       the machine readable zone alone
 *   "document": "deu/id-card"              expect this document only
 *   "today": "YYYY-MM-DD"                  against which two-digit years are resolved
 *   "runtime": FILE, "models": DIR, "templates": [DIR]
 * NULL on failure. */
idocr *idocr_new(const char *options);

/* Reads every document in a picture (JPEG, PNG, WebP, BMP, TIFF, GIF): a JSON object as `idocr scan --json`
 * prints it, without `file` and `error`. Finding nothing is no failure: `documents` is empty. Free the result
 * with idocr_string_free. NULL on failure. */
char *idocr_scan(const idocr *engine, const uint8_t *bytes, size_t length);

/* Why this thread's last idocr_new or idocr_scan gave NULL: {"kind": "input" | "limit" | "model" | "runtime",
 * "stage": ..., "message": ...}. Valid until this thread's next call: do not free it. NULL after a success. */
const char *idocr_last_error(void);

/* Frees what idocr_scan gave; NULL is allowed. */
void idocr_string_free(char *text);

/* Frees an engine that no call uses any more; NULL is allowed. */
void idocr_free(idocr *engine);

#ifdef __cplusplus
}
#endif

#endif
