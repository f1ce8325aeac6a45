package io.patchbay.media.fax.worker;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;

/// The process of the fax modems: messages of [FaxWire] on standard input and output.
public final class FaxWorkerMain {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  private FaxWorkerMain() {}

  /// Runs until standard input ends.
  ///
  /// @param arguments name of the library; none: the usual one
  public static void main(String[] arguments) throws IOException {
    try (var out = new FileOutputStream(ownOutput())) {
      new FaxWorker(arguments.length == 0 ? Spandsp.NAME : arguments[0], System.in, out).run();
    }
  }

  /// Looks whether the library is there and calls nothing of it.
  ///
  /// @throws io.patchbay.media.codec.CodecMissingException naming what is not there
  public static void require() {
    ForeignLibrary.require(
        Spandsp.NAME, Spandsp.HINT, "t38_gateway_init", "t38_core_rx_ifp_packet");
  }

  /// A copy of standard output, which then is standard error: whatever the library prints must not
  /// get between the messages.
  private static String ownOutput() {
    try {
      int copy =
          (int)
              function("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                  .invokeExact(STANDARD_OUTPUT);
      int _ =
          (int)
              function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT))
                  .invokeExact(STANDARD_ERROR, STANDARD_OUTPUT);
      return "/proc/self/fd/" + copy;
    } catch (Throwable failed) {
      throw new IllegalStateException("standard output cannot be kept", failed);
    }
  }

  @SuppressWarnings("restricted") // calling the C library is what it is for
  private static java.lang.invoke.MethodHandle function(String name, FunctionDescriptor type) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }
}
