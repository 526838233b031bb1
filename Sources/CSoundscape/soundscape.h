/* Soundscape for C, and for every language that can call C.
 *
 *   ss_error *error = NULL;
 *   ss_dataset *dataset = ss_dataset_open(NULL, "recipe.yaml", NULL, 0, 256 << 20, 0, &error);
 *   ss_mixture *mixture = ss_draw(dataset, NULL, 0, 41, &error);
 *   ss_render_into(mixture, &target, &error);
 *
 * examples/render_one_mixture.c is a whole program.
 *
 * Rules:
 * - Every call is synchronous and works on the caller's thread, except those that list sounds (ss_dataset_open,
 *   ss_dataset_open_like, ss_bank_open) and ss_perform, which start threads of their own and join them before they
 *   return. There are no callbacks.
 * - An ss_dataset or ss_bank may be used by any number of threads at once, and by a child after a fork. An ss_mixture
 *   belongs to one thread at a time. An ss_run may be asked and cancelled from any thread.
 * - No argument ends the process: where one is impossible, the call fails with SS_ARGUMENT. So does NULL where this page
 *   does not allow it; a call that cannot fail then returns 0, NULL or nothing. Other pointers must point to what this
 *   page says.
 * - A call that fails returns NULL, or 0 where it returns int32_t, and sets *error, where error is not NULL; the caller
 *   frees it with ss_error_free. A call that succeeds leaves *error as it is.
 * - Texts are UTF-8 and end with a zero byte. A `char *` that a call returns belongs to the caller, who frees it with
 *   ss_text_free; a `const char *` belongs to what it was asked of, and lives as long as that.
 * - Loading the library may have the loading thread count subnormal numbers as 0: one of the libraries that it needs does
 *   that. A host that minds saves its floating-point environment before, and restores it (fegetenv, fesetenv). The calls
 *   work in an environment of their own, and give the caller's back.
 * - Samples are 32-bit floats, 1 being full scale. Lengths are in frames: one sample for each channel.
 */
#ifndef SOUNDSCAPE_H
#define SOUNDSCAPE_H

#include <stdint.h>


#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version --------------------------------------------------------------------------------------------------- */

/* Changes when a declaration on this page changes in a way that breaks callers. */
#define SS_ABI_VERSION 1

/* The SS_ABI_VERSION that the library was built with. */
int32_t ss_abi_version(void);

/* The library's version, such as "0.1.0"; it lives for ever. */
const char *ss_version(void);

/* ---- Errors ---------------------------------------------------------------------------------------------------- */

/* What went wrong, and where. */
typedef struct ss_error ss_error;

/* Kinds of errors. */
enum {
  SS_ARGUMENT = 1,   /* an argument of a call on this page */
  SS_RECIPE = 2,     /* a recipe that says something impossible or misspelt */
  SS_SOUNDBANK = 3,  /* a folder of sounds that is missing, empty, or lacks what the recipe names */
  SS_SOURCE = 4,     /* a sound file that is missing, damaged, or not audio */
  SS_DRAW = 5,       /* a value that could not be drawn */
  SS_PROCESSING = 6, /* a library that refused or broke its contract */
  SS_OUTPUT = 7,     /* a file or folder that cannot be written */
  SS_ANNOTATION = 8, /* an annotation or a manifest that cannot be read */
  SS_WARNING = 9,    /* a warning, in a run that counts warnings as failures */
  SS_CANCELLED = 10  /* the work was asked to stop */
};

/* The kind. */
int32_t ss_error_code(const ss_error *error);
/* The place: file, line and column of a recipe, a path, an event. Empty where there is none. */
const char *ss_error_where(const ss_error *error);
/* What is wrong, in one line, without the place. */
const char *ss_error_what(const ss_error *error);
/* What can be done about it, by its name in the library: "overwriteOrOtherFolder", "nameSources". Empty where nothing
 * is known. */
const char *ss_error_advice(const ss_error *error);
/* NULL is allowed. */
void ss_error_free(ss_error *error);

/* Frees a text that a call has returned; NULL is allowed. */
void ss_text_free(char *text);

/* ---- Data sets ------------------------------------------------------------------------------------------------- */

/* A recipe with its sounds, ready to draw mixtures. */
typedef struct ss_dataset ss_dataset;

/* The shape of a mixture. */
typedef struct ss_shape {
  int64_t frames;
  int64_t channels;
  int64_t sample_rate; /* Hz */
  int64_t events;      /* of a drawn mixture, backgrounds among them; 0 for a data set */
} ss_shape;

/* Reads a recipe and lists its sounds.
 *
 * recipe       the recipe's text, YAML or JSON; NULL reads `file`.
 * file         the recipe's path: relative paths in it start from its folder, and errors name it. For a text it need
 *              not exist; NULL is "recipe" in the current folder.
 * settings     values that replace some of the recipe: "render.stretch=soundtouch", "seed=7"; NULL where count is 0.
 * cache_bytes  what decoded sounds may take in memory; 0 keeps none.
 * skip_damaged 0 leaves out only the sounds that are seen to be damaged without decoding them; any other number leaves
 *              out all that cannot be decoded to their ends, with a warning each. Those that their bank's index does
 *              not know are decoded first. The manifest of a data set names them (damaged_sources).
 */
ss_dataset *ss_dataset_open(
    const char *recipe, const char *file, const char *const *settings,
    int64_t count, int64_t cache_bytes, int32_t skip_damaged, ss_error **error);

/* The same with the sounds that another data set has listed and decoded already, for a recipe whose values change often.
 * Where the recipe names other folders, they are listed, without damaged sounds if `like` was opened so. `like` may be
 * closed first. */
ss_dataset *ss_dataset_open_like(
    const ss_dataset *like, const char *recipe, const char *file, const char *const *settings, int64_t count,
    ss_error **error);

/* Mixtures that were drawn from it may still be used, and are freed by themselves. NULL is allowed. */
void ss_dataset_close(ss_dataset *dataset);

/* The shape of its mixtures. */
void ss_dataset_shape(const ss_dataset *dataset, ss_shape *shape);

/* What it is, as JSON: {"duration": s, "sample_rate": Hz, "channels": n, "seed": "7", "semantics": "soundscape",
 * "recipe_sha256": "…", "labels": {"foreground": ["…"], "background": ["…"]}, "sounds": n,
 * "skipped": n, "warnings": [{"kind": "…", "subject": path, "message": "…"}]}; the warnings are those of listing. */
char *ss_dataset_json(const ss_dataset *dataset);

/* ---- Mixtures -------------------------------------------------------------------------------------------------- */

/* A mixture as it was drawn, and, once it is rendered, what rendering found out about it. */
typedef struct ss_mixture ss_mixture;

/* Draws the mixture at an index, without its sound: in microseconds.
 *
 * seed   `words` words of 32 bits, as NumPy's RandomState takes them; NULL with 0 words is the recipe's own seed. One
 *        word is the seed N of a recipe, several are its seed [N, M].
 * index  from 0; the same mixture whatever was drawn before.
 */
ss_mixture *ss_draw(
    const ss_dataset *dataset, const uint32_t *seed, int64_t words, int64_t index,
    ss_error **error);

/* The sounds of two folders of label folders; see ss_bank_open. */
typedef struct ss_bank ss_bank;

/* Reads the mixture that a JAMS annotation describes: one of this library, or of Scaper.
 *
 * jams        the annotation's text, of `length` bytes; NULL reads the file at `path`.
 * path        what errors call it, and what relative paths in it start from (the folders above it are tried too).
 * foreground  where the foreground's label folders are now; NULL takes the paths in the annotation.
 * background  the same for the background's.
 * edits       changes to make first: "events[2].snr=6", "ref_db=-20", "drop events[1]"; NULL where count is 0.
 * bank        keeps what is decoded for the mixtures that are read with it, where neither foreground nor background is
 *             given; NULL keeps nothing. Its sounds must not change while it is open.
 */
ss_mixture *ss_mixture_read(
    const char *jams, int64_t length, const char *path, const char *foreground, const char *background,
    const char *const *edits, int64_t count, const ss_bank *bank, ss_error **error);

/* NULL is allowed. */
void ss_mixture_free(ss_mixture *mixture);

void ss_mixture_shape(const ss_mixture *mixture, ss_shape *shape);

/* What it is, as JSON: {"index": n, "seed": "7", "split": "…" or null, "ref_db": LUFS, "scale": factor or null,
 * "events": [{"name": "…", "role": "foreground" or "background", "label": "…", "group": "…" or null,
 * "source_file": path, "source_time": s, "event_time": s, "event_duration": s, "duration": s, "snr": dB,
 * "pitch_shift": semitones or null, "time_stretch": ratio or null, "first_frame": n or null, "frames": n or null,
 * "loudness": LUFS or null, "source": null or {"name": "…", "place": path below the bank's folder,
 * "group": "…" or null, "song": "…" or null, "kept": {"column": "…"}}}],
 * "warnings": [{"kind", "subject", "message", "before", "after"}]}.
 *
 * An event's group is the group of the recipe that it was drawn with. Its source, of sounds of trees and tables, has
 * what the sound was made from as its group and song. split is null without splits, and for mixtures that were read.
 * event_duration is in seconds of source, duration in seconds of the mixture. What rendering finds out (scale,
 * first_frame, frames, loudness, some of the warnings) is there once the mixture is rendered. Events are in the order
 * of their onsets: an event's number is its place in this list. */
char *ss_mixture_json(const ss_mixture *mixture);

/* Where ss_render_into writes: memory of the caller. Strides are counted in samples and may be negative, so that any
 * slice of an array can be written to. */
typedef struct ss_target {
  int64_t channels; /* must be the mixture's */
  int64_t frames;   /* must be the mixture's */

  float *mix; /* channels × frames; NULL where the mixture is not wanted */
  int64_t mix_channel_stride;
  int64_t mix_frame_stride;

  float *rows; /* row_count × channels × frames; NULL where row_count is 0 */
  int64_t row_count;
  int64_t row_stride;
  int64_t row_channel_stride;
  int64_t row_frame_stride;

  /* The row that each event is added to, -1 for none: one number for each event. NULL writes event i into row i, and
   * fails where there are more events than rows. A row without events is silence. Rows are exact sums. */
  const int32_t *row_of_event;
} ss_target;

/* Renders a mixture into the caller's memory, all of which is overwritten. After a failure its content is undefined.
 *
 * Returns 1, or 0 with an error.
 */
int32_t ss_render_into(
    ss_mixture *mixture, const ss_target *target, ss_error **error);

/* The annotation as JAMS: with what rendering found out, once the mixture is rendered. Its paths are absolute.
 *
 * digests  0 leaves out the SHA-256 of the sources, which costs reading each source once.
 */
char *ss_mixture_jams(
    const ss_mixture *mixture, int32_t digests, ss_error **error);

/* ---- Work on whole data sets ------------------------------------------------------------------------------------ */

/* A piece of work that can be watched and stopped from another thread while ss_perform does it. */
typedef struct ss_run ss_run;

ss_run *ss_run_create(void);
/* Not before the call that it was given to has returned. NULL is allowed. */
void ss_run_free(ss_run *run);
/* Asks the work to stop: it finishes what it is at, and fails with SS_CANCELLED. */
void ss_run_cancel(ss_run *run);
/* How far it is: mixtures done, failed ones among them, those found from an earlier run, and all that are to be done;
 * all 0 until it begins. Any of the pointers may be NULL. */
void ss_run_progress(
    const ss_run *run, int64_t *done, int64_t *failed, int64_t *found,
    int64_t *total);

/* Does what a JSON object says, and returns what came of it, as JSON.
 *
 * {"verb": "generate", "out": folder, "count": 10, "start": 0, "overwrite": false, "strict": false,
 *  "allow_changed": false, "retry_failed": false, "shard": "2/4"}
 *     writes mixtures of the data set; with "retry_failed" also those that failed in an earlier run; with "shard" only
 *     a part of them, into a folder part-2-of-4 in "out".
 * {"verb": "merge", "out": folder}
 *     puts the parts in a folder together; gives {"parts": n, "mixtures": n, "failed": n, "left": [folders]}.
 * {"verb": "recreate", "inputs": [data sets and JAMS files], "out": folder, "foreground": folder, "background": folder,
 *  "set": ["events[0].snr=6"], "drop": ["events[1]"], "stems": true, "overwrite": false, "allow_changed": false}
 *     makes mixtures again from their annotations.
 * {"verb": "check", "inputs": […], "foreground": folder, "background": folder, "set": […], "drop": […]}
 *     makes them again and compares them with the audio that they name; writes nothing.
 * {"verb": "trim", "inputs": […], "from": s, "to": s, "out": folder, "audio": path, "overwrite": false}
 *     cuts mixtures, stems and annotations.
 * {"verb": "verify", "dataset": folder, "quick": false, "disjoint": "source" or "group"}
 *     checks files, sums and annotations; with "disjoint" also that no source is in two splits, and for "group" that no
 *     group (song, speaker, recording) is.
 * {"verb": "stats", "dataset": folder}
 *     describes a data set.
 *
 * Each verb but stats also takes "jobs", the number of threads (one for each processor without it); those that write
 * take "sync": false, not to wait for the disk; generate and recreate and check take "cache_bytes". A member that a
 * verb does not have is an error.
 *
 * generate, recreate and trim give {"made": n, "failed": n, "found": n, "total": n, "skipped": n, "failed_earlier": n,
 * "warnings": {kind: n}, "failures": [{"kind": "…", "count": n, "error": "…", "indices": […], "advice": "…"}]}, where
 * "error" is of the first mixture of a kind and "indices" are the first 100; check gives {"identical": n,
 * "equal": n, "different": n, "failed": n, "skipped": n, "verdicts": [{"path": "…", "result": "…"}]}; verify gives
 * {"findings": […], "summary": {…}} and stats the object, each as the program prints them with --json.
 *
 * dataset  for generate; NULL for the others.
 * run      NULL where nobody watches.
 */
char *ss_perform(
    const char *job, const ss_dataset *dataset, ss_run *run,
    ss_error **error);

/* ---- Scaper ----------------------------------------------------------------------------------------------------- */

/* Lists the sounds, for ss_scaper_draw. A folder without labels is allowed here. */
ss_bank *ss_bank_open(
    const char *foreground, const char *background, ss_error **error);
/* NULL is allowed. */
void ss_bank_close(ss_bank *bank);

/* NumPy's legacy generator, as RandomState.get_state() gives it. */
typedef struct ss_stream {
  uint32_t key[624];
  int32_t position;   /* 0 to 624 */
  int32_t has_normal; /* whether `normal` is the next normal deviate */
  double normal;
} ss_stream;

/* Draws one mixture as Scaper 1.6.5 does, from a stream that goes on where the caller left it.
 *
 * recipe  with `semantics: scaper`, YAML or JSON; numbers are kept as they are written, since warnings print them. Its
 *         soundbank must be there, and is not looked at: the sounds are the bank's.
 * used    the labels and files that must not come again, as JSON: {"foreground": {"labels": […], "files": […]},
 *         "background": {…}}, files as label/name; NULL for none. It counts where the recipe's constraints say so.
 * stream  is left where the drawing left it, also where it failed.
 *
 * Returns JSON: {"events": [{"order": n, "role": "…", "label": "…", "source_file": path, "source_time": s,
 * "event_time": s, "event_duration": s, "snr": dB, "pitch_shift": …, "time_stretch": …}] in the order of drawing,
 * "warnings": ["…"], "lists": {"events[0]": [numbers]} for each list of source times, as Scaper edits it in place,
 * "used": as the argument, with what was drawn, "error": null or {"where": "…", "what": "…"}}. Where there is an error,
 * there are no events.
 */
char *ss_scaper_draw(
    const ss_bank *bank, const char *recipe, const char *used, ss_stream *stream,
    ss_error **error);

/* ---- The program ------------------------------------------------------------------------------------------------ */

/* Runs the command line, `soundscape`, with the arguments of the process: for a launcher that does nothing else. Most
 * often it ends the process itself, with the program's exit status. */
int32_t ss_program(void);

/* ---- Layout ----------------------------------------------------------------------------------------------------- */

/* The sizes in bytes of ss_shape, ss_target and ss_stream, for callers that declare them in another language. */
void ss_abi_sizes(int64_t *shape, int64_t *target, int64_t *stream);

#ifdef __cplusplus
}
#endif

#endif
