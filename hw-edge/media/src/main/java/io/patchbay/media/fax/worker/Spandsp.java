package io.patchbay.media.fax.worker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// The T.38 gateway of spandsp (`t38_gateway.h`, `t38_core.h` of 0.0.6): modems on one side, IFP
/// packets on the other. Used by one thread.
final class Spandsp {
  static final String NAME = "libspandsp.so.2";
  static final String HINT = "apt-get install libspandsp2";

  private static final int MAX_PACKET = 600;
  private static final int SAMPLES = 160;

  /// Bits of `t38_gateway_set_supported_modems`; V.17 alone would not do.
  private static final int V27TER_V29 = 3;

  private static final int V27TER_V29_V17 = 7;
  private static final int V29_BIT_RATE = 9600;

  /// Gets the IFP packets of every gateway.
  interface Packets {
    /// Takes one.
    ///
    /// @param count how often it is to be sent
    void packet(int channel, byte[] ifp, int count);
  }

  private final ForeignLibrary library;
  private final MethodHandle init;
  private final MethodHandle core;
  private final MethodHandle free;
  private final MethodHandle rx;
  private final MethodHandle tx;
  private final MethodHandle packet;
  private final MethodHandle ecm;
  private final MethodHandle modems;
  private final MethodHandle idle;
  private final MethodHandle version;
  private final MethodHandle bitRate;
  private final MethodHandle rateManagement;
  private final MethodHandle figures;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment samples = arena.allocate(JAVA_SHORT, SAMPLES);
  private final MemorySegment octets = arena.allocate(MAX_PACKET);
  private final MemorySegment numbers = arena.allocate(JAVA_INT, 8);
  private final MemorySegment handler;
  private final Packets packets;

  /// @param name of the library, [#NAME]
  /// @throws io.patchbay.media.codec.CodecMissingException it is not there
  @SuppressWarnings("restricted") // calling a library is what it is for
  Spandsp(String name, Packets packets) {
    this.packets = packets;
    library = ForeignLibrary.load(name, HINT);
    init = pointer("t38_gateway_init", ADDRESS, ADDRESS, ADDRESS);
    core = pointer("t38_gateway_get_t38_core_state", ADDRESS);
    free = number("t38_gateway_free", ADDRESS);
    rx = number("t38_gateway_rx", ADDRESS, ADDRESS, JAVA_INT);
    tx = number("t38_gateway_tx", ADDRESS, ADDRESS, JAVA_INT);
    packet = number("t38_core_rx_ifp_packet", ADDRESS, ADDRESS, JAVA_INT, JAVA_SHORT);
    ecm = setter("t38_gateway_set_ecm_capability");
    modems = setter("t38_gateway_set_supported_modems");
    idle = setter("t38_gateway_set_transmit_on_idle");
    version = setter("t38_set_t38_version");
    bitRate = setter("t38_set_fastest_image_data_rate");
    rateManagement = setter("t38_set_data_rate_management_method");
    figures =
        library.function(
            "t38_gateway_get_transfer_statistics", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    var type =
        MethodType.methodType(
            int.class,
            MemorySegment.class,
            MemorySegment.class,
            MemorySegment.class,
            int.class,
            int.class);
    try {
      var method = MethodHandles.lookup().bind(this, "made", type);
      handler =
          Linker.nativeLinker()
              .upcallStub(
                  method,
                  FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT),
                  arena);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Opens a gateway; its packets come with the channel's number.
  Gateway open(int channel, GatewaySettings settings) {
    return new Gateway(channel, settings);
  }

  /// Called by spandsp. Nothing thrown may pass through it.
  @SuppressWarnings({"restricted", "unused"}) // by the method handle
  private int made(
      MemorySegment from, MemorySegment user, MemorySegment data, int length, int count) {
    try {
      if (length > 0 && length <= MAX_PACKET) {
        byte[] ifp = data.reinterpret(length).toArray(JAVA_BYTE);
        packets.packet((int) user.address(), ifp, count);
      }
      return 0;
    } catch (Throwable failed) {
      return -1;
    }
  }

  private MethodHandle pointer(String name, MemoryLayout... arguments) {
    return library.function(name, FunctionDescriptor.of(ADDRESS, arguments));
  }

  private MethodHandle number(String name, MemoryLayout... arguments) {
    return library.function(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private MethodHandle setter(String name) {
    return library.function(name, FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
  }

  /// The gateway of one call.
  final class Gateway implements AutoCloseable {
    private final MemorySegment state;
    private final MemorySegment engine;

    private Gateway(int channel, GatewaySettings settings) {
      try {
        state =
            (MemorySegment)
                init.invokeExact(MemorySegment.NULL, handler, MemorySegment.ofAddress(channel));
        if (state.address() == 0) {
          throw new IllegalStateException(NAME + " made no gateway");
        }
        engine = (MemorySegment) core.invokeExact(state);
        idle.invokeExact(state, 1);
        ecm.invokeExact(state, settings.errorCorrection() ? 1 : 0);
        modems.invokeExact(
            state, settings.maxBitRate() > V29_BIT_RATE ? V27TER_V29_V17 : V27TER_V29);
        version.invokeExact(engine, settings.version());
        bitRate.invokeExact(engine, settings.maxBitRate());
        rateManagement.invokeExact(engine, settings.transferredTcf() ? 2 : 1);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
    }

    /// Hears a frame of the line and says one to it.
    ///
    /// @param frame 160 samples, replaced
    void exchange(short[] frame) {
      MemorySegment.copy(frame, 0, samples, JAVA_SHORT, 0, SAMPLES);
      try {
        int _ = (int) rx.invokeExact(state, samples, SAMPLES);
        samples.fill((byte) 0);
        int _ = (int) tx.invokeExact(state, samples, SAMPLES);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
      MemorySegment.copy(samples, JAVA_SHORT, 0, frame, 0, SAMPLES);
    }

    /// Takes an IFP packet of the far end.
    void packet(byte[] ifp, int offset, int length, int sequence) {
      int taken = Math.min(length, MAX_PACKET);
      MemorySegment.copy(ifp, offset, octets, JAVA_BYTE, 0, taken);
      try {
        int _ = (int) packet.invokeExact(engine, octets, taken, (short) sequence);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
    }

    /// Bit rate, error correction (0 or 1) and pages so far.
    int[] figures() {
      try {
        figures.invokeExact(state, numbers);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
      return new int[] {
        numbers.getAtIndex(JAVA_INT, 0),
        numbers.getAtIndex(JAVA_INT, 1),
        numbers.getAtIndex(JAVA_INT, 2)
      };
    }

    @Override
    public void close() {
      try {
        int _ = (int) free.invokeExact(state);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
    }
  }
}
