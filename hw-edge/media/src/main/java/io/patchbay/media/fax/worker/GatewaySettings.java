package io.patchbay.media.fax.worker;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// What both sides of a T.38 gateway agreed on in SDP (T.38 Annex D.2.3).
///
/// @param version of T.38 (T38FaxVersion), 0 to 3
/// @param maxBitRate fastest modem, bit/s: 2400 to 14400 (T38MaxBitRate)
/// @param errorCorrection T.30 error correction of pages (ECM) may be used
/// @param transferredTcf the training check goes through to the far end, as always with UDP (method
///   2 of T38FaxRateManagement); false: it is made here
public record GatewaySettings(
    int version, int maxBitRate, boolean errorCorrection, boolean transferredTcf) {
  /// Version 0, up to 14 400 bit/s, error correction allowed, training transferred.
  public static final GatewaySettings USUAL = new GatewaySettings(0, 14_400, true, true);

  /// Checks ranges.
  public GatewaySettings {
    if (version < 0 || version > 3) {
      throw new IllegalArgumentException("T.38 version " + version + " is not 0 to 3");
    }
    if (maxBitRate < 2400 || maxBitRate > 33_600) {
      throw new IllegalArgumentException(
          "T.38 bit rate " + maxBitRate + " is not within 2400-33600");
    }
  }

  /// Writes it as the process of the modems reads it.
  public void write(DataOutput out) throws IOException {
    out.writeByte(version);
    out.writeInt(maxBitRate);
    out.writeBoolean(errorCorrection);
    out.writeBoolean(transferredTcf);
  }

  static GatewaySettings read(DataInput in) throws IOException {
    return new GatewaySettings(in.readByte(), in.readInt(), in.readBoolean(), in.readBoolean());
  }
}
