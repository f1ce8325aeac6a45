package io.patchbay.media.fax.worker;

import io.patchbay.media.codec.CodecMissingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Does what the edge says, on one thread, until that closes the pipe (see [FaxWire]).
///
/// Nothing waits for time here: a frame of audio in makes a frame out, so the call's clock is the
/// clock of the modems.
final class FaxWorker {
  private static final int FRAMES_PER_LOOK = 50;

  private final String name;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Map<Integer, Open> open = new HashMap<>();
  private final byte[] octets = new byte[FaxWire.MAX_LENGTH];
  private final short[] frame = new short[FaxWire.AUDIO_OCTETS / 2];

  private static final class Open {
    final Spandsp.Gateway gateway;
    int[] figures = new int[3];
    int frames;

    Open(Spandsp.Gateway gateway) {
      this.gateway = gateway;
    }
  }

  FaxWorker(String library, InputStream in, OutputStream out) {
    this.name = library;
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
  }

  /// Returns when the edge is gone.
  void run() throws IOException {
    Spandsp library;
    try {
      library = new Spandsp(name, this::packet);
    } catch (CodecMissingException missing) {
      message(FaxWire.MISSING, 0, 0);
      out.writeUTF(missing.state().name());
      out.writeUTF(String.valueOf(missing.getMessage()));
      out.writeUTF(missing.hint());
      out.flush();
      return;
    }
    message(FaxWire.READY, 0, 0);
    out.flush();
    try {
      while (true) {
        next(library);
        if (in.available() == 0) {
          out.flush();
        }
      }
    } catch (EOFException over) {
      return;
    }
  }

  private void next(Spandsp library) throws IOException {
    int kind = in.readUnsignedByte();
    int channel = in.readUnsignedShort();
    int length = in.readUnsignedShort();
    if (kind == FaxWire.OPEN) {
      var before = open.put(channel, new Open(library.open(channel, GatewaySettings.read(in))));
      if (before != null) {
        before.gateway.close();
      }
      return;
    }
    if (length > FaxWire.MAX_LENGTH) {
      throw new IOException("message of " + length + " octets");
    }
    in.readFully(octets, 0, length);
    var call = open.get(channel);
    if (call == null) {
      return; // it was closed
    }
    switch (kind) {
      case FaxWire.AUDIO -> audio(channel, call);
      case FaxWire.PACKET ->
          call.gateway.packet(
              octets, 2, length - 2, ((octets[0] & 0xff) << 8) | (octets[1] & 0xff));
      case FaxWire.CLOSE -> {
        open.remove(channel);
        call.gateway.close();
      }
      default -> throw new IOException("message of kind " + kind);
    }
  }

  private void audio(int channel, Open call) throws IOException {
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) ((octets[2 * i] & 0xff) | (octets[2 * i + 1] << 8));
    }
    call.gateway.exchange(frame);
    message(FaxWire.AUDIO, channel, FaxWire.AUDIO_OCTETS);
    for (short sample : frame) {
      out.writeByte(sample);
      out.writeByte(sample >> 8);
    }
    if (++call.frames % FRAMES_PER_LOOK == 0) {
      int[] now = call.gateway.figures();
      if (!Arrays.equals(now, call.figures)) {
        call.figures = now;
        message(FaxWire.FIGURES, channel, 9);
        out.writeInt(now[0]);
        out.writeByte(now[1]);
        out.writeInt(now[2]);
      }
    }
  }

  private void packet(int channel, byte[] ifp, int count) {
    try {
      message(FaxWire.PACKET, channel, 1 + ifp.length);
      out.writeByte(count);
      out.write(ifp);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void message(int kind, int channel, int length) throws IOException {
    out.writeByte(kind);
    out.writeShort(channel);
    out.writeShort(length);
  }
}
