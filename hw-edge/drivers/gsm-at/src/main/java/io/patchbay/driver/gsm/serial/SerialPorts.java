package io.patchbay.driver.gsm.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// Opens serial ports of the operating system: 8 data bits, no parity, 1 stop bit, no flow control.
///
/// Plain blocking reads, no event listener: when the other end of a port is gone, the library's
/// "disconnected" event comes in a busy loop, while a read simply returns -1.
public final class SerialPorts implements SerialLink.Opener {
  private static final int READ_MILLIS = 50;

  @Override
  public SerialLink open(String path, int baudRate) throws IOException {
    if (!Files.exists(Path.of(path))) {
      throw new IOException("serial port " + path + " does not exist");
    }
    try {
      // the library compares with the ports it knows; the device behind a link is the surer name
      SerialPort port = SerialPort.getCommPort(Path.of(path).toRealPath().toString());
      port.setComPortParameters(baudRate, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
      port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
      if (!port.openPort(0)) {
        throw new IOException(
            "serial port %s cannot be opened (error %d)".formatted(path, port.getLastErrorCode()));
      }
      return new OpenPort(port);
    } catch (SerialPortInvalidPortException e) {
      throw new IOException("serial port " + path + " is none", e);
    }
  }

  private static final class OpenPort implements SerialLink {
    private final SerialPort port;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenPort(SerialPort port) {
      this.port = port;
    }

    @Override
    public int read(byte[] octets, int offset, int length) {
      return closed.get() ? -1 : port.readBytes(octets, length, offset);
    }

    @Override
    public int available() {
      return closed.get() ? 0 : Math.max(0, port.bytesAvailable());
    }

    @Override
    public boolean write(byte[] octets, int length) {
      int done = 0;
      while (done < length) {
        int n = closed.get() ? -1 : port.writeBytes(octets, length - done, done);
        if (n <= 0) {
          return false;
        }
        done += n;
      }
      return true;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        port.closePort();
      }
    }
  }
}
