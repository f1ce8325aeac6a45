package io.patchbay.media.codec.jitsi;

import io.patchbay.media.codec.Codec;
import javax.media.Buffer;
import javax.media.PlugIn;
import javax.media.ResourceUnavailableException;
import javax.media.format.AudioFormat;
import org.jitsi.impl.neomedia.codec.AbstractCodec2;

/// Drives a pair of libjitsi's plug-ins frame by frame.
///
/// The output buffers stay the same over all calls: the plug-ins look at what is in them. What the
/// plug-ins allocate as they code is told in `docs/operations.md`.
final class PluginCodec implements Codec {
  private static final AudioFormat LINEAR =
      new AudioFormat(
          AudioFormat.LINEAR, 8000, 16, 1, AudioFormat.LITTLE_ENDIAN, AudioFormat.SIGNED);
  private static final int MAX_CALLS = 4;

  /// What the plug-ins are and how long their frames.
  ///
  /// @param encoding of the plug-ins' formats, e.g. `ilbc/rtp`
  /// @param samples of one frame
  /// @param octets of one frame
  record Parts(
      AbstractCodec2 encoder, AbstractCodec2 decoder, String encoding, int samples, int octets) {}

  private final Parts parts;
  private final Buffer said = new Buffer();
  private final Buffer coded = new Buffer();
  private final Buffer received = new Buffer();
  private final Buffer heard = new Buffer();
  private final byte[] linear;
  private final byte[] frame;

  PluginCodec(Parts parts) {
    this.parts = parts;
    linear = new byte[2 * parts.samples()];
    frame = new byte[parts.octets()];
    var other = new AudioFormat(parts.encoding(), 8000, AudioFormat.NOT_SPECIFIED, 1);
    open(parts.encoder(), LINEAR, other);
    open(parts.decoder(), other, LINEAR);
    said.setFormat(LINEAR);
    received.setFormat(other);
  }

  private static void open(AbstractCodec2 plugin, AudioFormat in, AudioFormat out) {
    plugin.setInputFormat(in);
    plugin.setOutputFormat(out);
    try {
      plugin.open();
    } catch (ResourceUnavailableException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public int frameSamples() {
    return parts.samples();
  }

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    int at = outOffset;
    for (int i = 0; i + parts.samples() <= samples; i += parts.samples()) {
      for (int j = 0; j < parts.samples(); j++) {
        short sample = pcm[offset + i + j];
        linear[2 * j] = (byte) sample;
        linear[2 * j + 1] = (byte) (sample >> 8);
      }
      int length = process(parts.encoder(), said, linear, coded);
      if (length > 0 && length <= out.length - at) {
        System.arraycopy((byte[]) coded.getData(), coded.getOffset(), out, at, length);
        at += length;
      }
    }
    return at - outOffset;
  }

  @Override
  public int decode(byte[] in, int offset, int octets, short[] pcm, int pcmOffset) {
    int at = pcmOffset;
    for (int i = 0; i + parts.octets() <= octets; i += parts.octets()) {
      System.arraycopy(in, offset + i, frame, 0, parts.octets());
      int length = process(parts.decoder(), received, frame, heard);
      var bytes = (byte[]) heard.getData();
      int samples = Math.min(length / 2, pcm.length - at);
      for (int j = 0; j < samples; j++) {
        int low = heard.getOffset() + 2 * j;
        pcm[at + j] = (short) ((bytes[low] & 0xff) | (bytes[low + 1] << 8));
      }
      at += Math.max(0, samples);
    }
    return at - pcmOffset;
  }

  /// One frame through a plug-in.
  ///
  /// @return octets in the output buffer, 0: none came out
  private static int process(AbstractCodec2 plugin, Buffer in, byte[] data, Buffer out) {
    in.setData(data);
    in.setOffset(0);
    in.setLength(data.length);
    in.setDiscard(false);
    out.setOffset(0);
    out.setLength(0);
    out.setDiscard(false);
    for (int i = 0; i < MAX_CALLS; i++) {
      int result;
      try {
        result = plugin.process(in, out);
      } catch (RuntimeException wrong) { // of octets that no encoder makes
        return 0;
      }
      if (result == PlugIn.BUFFER_PROCESSED_FAILED) {
        return 0;
      }
      if ((result & PlugIn.OUTPUT_BUFFER_NOT_FILLED) == 0 && !out.isDiscard()) {
        return out.getLength();
      }
      if ((result & PlugIn.INPUT_BUFFER_NOT_CONSUMED) == 0) {
        return 0;
      }
    }
    return 0;
  }

  @Override
  public void close() {
    parts.encoder().close();
    parts.decoder().close();
  }
}
