/* Draws the first mixture of a recipe, renders it, and writes it as interleaved 32-bit floats.
 *
 *   scripts/build-c-library
 *   cc -I Sources/CSoundscape examples/render_one_mixture.c -o .build/render_one_mixture \
 *     -L .build/python -lsoundscape_c -Wl,-rpath,"$PWD/.build/python"
 *   .build/render_one_mixture examples/incoherent.yaml .build/mixture.f32
 */
#include <soundscape.h>
#include <stdio.h>
#include <stdlib.h>

static int failed(ss_error *error) {
  fprintf(stderr, "error: %s: %s\n", ss_error_where(error), ss_error_what(error));
  ss_error_free(error);
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s RECIPE OUT.f32\n", argv[0]);
    return 64;
  }
  ss_error *error = NULL;
  ss_dataset *dataset = ss_dataset_open(NULL, argv[1], NULL, 0, (int64_t)256 << 20, 0, &error);
  if (!dataset) return failed(error);
  ss_mixture *mixture = ss_draw(dataset, NULL, 0, 0, &error);
  if (!mixture) return failed(error);

  ss_shape shape;
  ss_mixture_shape(mixture, &shape);
  int64_t count = shape.channels * shape.frames;
  float *mix = malloc((size_t)count * sizeof(float));
  float *stems = malloc((size_t)(count * shape.events + 1) * sizeof(float));
  if (!mix || !stems) return 1;

  /* The mixture interleaved, as a file wants it; the stems plane by plane. */
  ss_target target = {
      .channels = shape.channels,
      .frames = shape.frames,
      .mix = mix,
      .mix_channel_stride = 1,
      .mix_frame_stride = shape.channels,
      .rows = stems,
      .row_count = shape.events,
      .row_stride = count,
      .row_channel_stride = shape.frames,
      .row_frame_stride = 1,
  };
  if (!ss_render_into(mixture, &target, &error)) return failed(error);

  /* The stems add up to the mixture, to the last bit. */
  int64_t different = 0;
  for (int64_t channel = 0; channel < shape.channels; channel++) {
    for (int64_t frame = 0; frame < shape.frames; frame++) {
      float sum = 0;
      for (int64_t event = 0; event < shape.events; event++) {
        sum += stems[event * count + channel * shape.frames + frame];
      }
      if (sum != mix[frame * shape.channels + channel]) different++;
    }
  }

  FILE *file = fopen(argv[2], "wb");
  if (!file || fwrite(mix, sizeof(float), (size_t)count, file) != (size_t)count || fclose(file)) {
    perror(argv[2]);
    return 1;
  }
  char *told = ss_mixture_json(mixture);
  printf("%s\n", told);
  printf("%lld events, %lld frames, %lld channels at %lld Hz; %lld samples differ from the sum of the stems\n",
         (long long)shape.events, (long long)shape.frames, (long long)shape.channels, (long long)shape.sample_rate,
         (long long)different);

  ss_text_free(told);
  ss_mixture_free(mixture);
  ss_dataset_close(dataset);
  free(stems);
  free(mix);
  return different == 0 ? 0 : 1;
}
