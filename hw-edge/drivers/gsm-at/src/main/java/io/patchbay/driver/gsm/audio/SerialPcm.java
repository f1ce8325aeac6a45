package io.patchbay.driver.gsm.audio;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.serial.SerialLink;

/// PCM on a serial port: its octets are the samples.
public record SerialPcm(SerialLink port) implements PcmLink {
  public SerialPcm {
    requireNonNull(port, "port");
  }

  @Override
  public int read(byte[] octets, int offset, int length) {
    return port.read(octets, offset, length);
  }

  @Override
  public int available() {
    return port.available();
  }

  @Override
  public boolean write(byte[] octets, int length) {
    return port.write(octets, length);
  }

  @Override
  public void close() {
    port.close();
  }
}
