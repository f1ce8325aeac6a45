package io.patchbay.media.codec.g723;

/// What is needed of FFmpeg, by name; to know that loads nothing.
final class Symbols {
  static final String CODEC = "libavcodec.so.59";
  static final String UTIL = "libavutil.so.57";
  static final String HINT = "apt-get install libavcodec59 (as Debian builds it: GPL)";

  static final String[] OF_CODEC = {
    "avcodec_find_encoder_by_name",
    "avcodec_find_decoder_by_name",
    "avcodec_alloc_context3",
    "avcodec_free_context",
    "avcodec_parameters_alloc",
    "avcodec_parameters_free",
    "avcodec_parameters_to_context",
    "avcodec_open2",
    "avcodec_send_frame",
    "avcodec_receive_packet",
    "avcodec_send_packet",
    "avcodec_receive_frame",
    "av_packet_alloc",
    "av_packet_free"
  };
  static final String[] OF_UTIL = {
    "av_opt_set_int",
    "av_opt_set",
    "av_log_set_level",
    "av_frame_alloc",
    "av_frame_free",
    "av_frame_get_buffer",
    "av_frame_make_writable"
  };

  private Symbols() {}
}
