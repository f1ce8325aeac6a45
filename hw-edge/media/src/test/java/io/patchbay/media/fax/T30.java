package io.patchbay.media.fax;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A fax machine of spandsp: on a telephone line, or one that speaks T.38 itself.
@SuppressWarnings("restricted") // calling a library is what it is for
public abstract class T30 {
  private static final int ALL_MODEMS = 7;
  private static final int ALL_COMPRESSIONS = 0x0e;

  private final SymbolLookup library =
      SymbolLookup.libraryLookup("libspandsp.so.2", Arena.global());
  private final Arena arena = Arena.ofShared();
  private volatile int result = -1;
  private volatile boolean over;

  /// Whether the library is there.
  public static boolean available() {
    try {
      SymbolLookup.libraryLookup("libspandsp.so.2", Arena.global());
      return true;
    } catch (IllegalArgumentException absent) {
      return false;
    }
  }

  /// What the T.30 engine says of the call: 0 = all pages went through, −1 = it is not over.
  public final int result() {
    return result;
  }

  public final boolean over() {
    return over;
  }

  final void paper(MemorySegment t30, boolean sends, Path file, boolean errorCorrection)
      throws Throwable {
    call("t30_set_supported_modems", null, t30, ALL_MODEMS);
    call("t30_set_supported_compressions", null, t30, ALL_COMPRESSIONS);
    call("t30_set_ecm_capability", null, t30, errorCorrection ? 1 : 0);
    var path = arena.allocateFrom(file.toString());
    if (sends) {
      call("t30_set_tx_file", null, t30, path, -1, -1);
    } else {
      call("t30_set_rx_file", null, t30, path, -1);
    }
    call(
        "t30_set_phase_e_handler",
        null,
        t30,
        upcall("ended", void.class, MemorySegment.class, MemorySegment.class, int.class),
        MemorySegment.NULL);
  }

  @SuppressWarnings("unused") // by the method handle
  private void ended(MemorySegment t30, MemorySegment user, int completion) {
    result = completion;
    over = true;
  }

  final Object call(String name, @Nullable MemoryLayout type, Object... arguments)
      throws Throwable {
    var layouts = new MemoryLayout[arguments.length];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = layout(arguments[i]);
    }
    var descriptor =
        type == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(type, layouts);
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), descriptor)
        .invokeWithArguments(arguments);
  }

  final MethodHandle handle(String name, MemoryLayout type, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(type, arguments));
  }

  final MemorySegment upcall(String method, Class<?> result, Class<?>... types)
      throws ReflectiveOperationException {
    var layouts = new MemoryLayout[types.length];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = types[i] == int.class ? JAVA_INT : ADDRESS;
    }
    var type = MethodType.methodType(result, types);
    var lookup = MethodHandles.privateLookupIn(owner(method), MethodHandles.lookup());
    var descriptor =
        result == void.class
            ? FunctionDescriptor.ofVoid(layouts)
            : FunctionDescriptor.of(JAVA_INT, layouts);
    var handle = lookup.findVirtual(owner(method), method, type).bindTo(this);
    return Linker.nativeLinker().upcallStub(handle, descriptor, arena);
  }

  private Class<?> owner(String method) {
    return method.equals("ended") ? T30.class : getClass();
  }

  private static MemoryLayout layout(Object argument) {
    return argument instanceof Integer ? JAVA_INT : ADDRESS;
  }

  /// A fax machine on a telephone line.
  public static final class Machine extends T30 {
    private static final int SAMPLES = 160;
    private final Arena own = Arena.ofShared();
    private final MemorySegment state;
    private final MemorySegment samples = own.allocate(JAVA_SHORT, SAMPLES);
    private final MethodHandle rx = handle("fax_rx", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private final MethodHandle tx = handle("fax_tx", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);

    public Machine(boolean calls, boolean sends, Path file, boolean errorCorrection) {
      try {
        state = (MemorySegment) call("fax_init", ADDRESS, MemorySegment.NULL, calls ? 1 : 0);
        call("fax_set_transmit_on_idle", null, state, 1);
        var t30 = (MemorySegment) call("fax_get_t30_state", ADDRESS, state);
        paper(t30, sends, file, errorCorrection);
      } catch (Throwable failed) {
        throw new IllegalStateException(failed);
      }
    }

    /// What it says in the next 20 ms.
    public void say(short[] frame) {
      try {
        samples.fill((byte) 0);
        int _ = (int) tx.invokeExact(state, samples, SAMPLES);
      } catch (Throwable failed) {
        throw new IllegalStateException(failed);
      }
      MemorySegment.copy(samples, JAVA_SHORT, 0, frame, 0, SAMPLES);
    }

    /// What it hears in 20 ms.
    public void hear(short[] frame) {
      MemorySegment.copy(frame, 0, samples, JAVA_SHORT, 0, SAMPLES);
      try {
        int _ = (int) rx.invokeExact(state, samples, SAMPLES);
      } catch (Throwable failed) {
        throw new IllegalStateException(failed);
      }
    }
  }

  /// A fax machine that speaks T.38.
  public static final class Terminal extends T30 {
    /// Gets its IFP packets.
    public interface Packets {
      void packet(byte[] ifp, int count);
    }

    private final Arena own = Arena.ofShared();
    private final MemorySegment state;
    private final MemorySegment core;
    private final MemorySegment octets = own.allocate(600);
    private final MethodHandle rx =
        handle("t38_core_rx_ifp_packet", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_SHORT);
    private final MethodHandle pass =
        handle("t38_terminal_send_timeout", JAVA_INT, ADDRESS, JAVA_INT);
    private final Packets packets;

    public Terminal(
        boolean calls, boolean sends, Path file, boolean errorCorrection, Packets packets) {
      this.packets = packets;
      try {
        var made =
            upcall(
                "made",
                int.class,
                MemorySegment.class,
                MemorySegment.class,
                MemorySegment.class,
                int.class,
                int.class);
        state =
            (MemorySegment)
                call(
                    "t38_terminal_init",
                    ADDRESS,
                    MemorySegment.NULL,
                    calls ? 1 : 0,
                    made,
                    MemorySegment.NULL);
        core = (MemorySegment) call("t38_terminal_get_t38_core_state", ADDRESS, state);
        var t30 = (MemorySegment) call("t38_terminal_get_t30_state", ADDRESS, state);
        paper(t30, sends, file, errorCorrection);
      } catch (Throwable failed) {
        throw new IllegalStateException(failed);
      }
    }

    @SuppressWarnings("unused") // by the method handle
    private int made(
        MemorySegment from, MemorySegment user, MemorySegment data, int length, int count) {
      packets.packet(data.reinterpret(length).toArray(JAVA_BYTE), count);
      return 0;
    }

    public void take(byte[] ifp, int length, int sequence) {
      MemorySegment.copy(ifp, 0, octets, JAVA_BYTE, 0, length);
      try {
        int _ = (int) rx.invokeExact(core, octets, length, (short) sequence);
      } catch (Throwable failed) {
        throw new IllegalStateException(failed);
      }
    }

    /// Lets 20 ms pass.
    public void pass() {
      try {
        int _ = (int) pass.invokeExact(state, 160);
      } catch (Throwable failed) {
        throw new IllegalStateException(failed);
      }
    }
  }
}
