package io.patchbay.media.codec.g723;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// Functions of FFmpeg, bound once its libraries have been found.
final class Functions {
  /// `AV_LOG_QUIET`: damaged packets are the network's, and no reason to write on the terminal.
  static final int QUIET = -8;

  private static final FunctionDescriptor MAKES = FunctionDescriptor.of(ADDRESS);
  private static final FunctionDescriptor FINDS = FunctionDescriptor.of(ADDRESS, ADDRESS);
  private static final FunctionDescriptor FREES = FunctionDescriptor.ofVoid(ADDRESS);
  private static final FunctionDescriptor TAKES = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);

  private static final ForeignLibrary CODEC = ForeignLibrary.load(Symbols.CODEC, Symbols.HINT);
  private static final ForeignLibrary AVUTIL = ForeignLibrary.load(Symbols.UTIL, Symbols.HINT);

  static final MethodHandle FIND_ENCODER = CODEC.function(Symbols.OF_CODEC[0], FINDS);
  static final MethodHandle FIND_DECODER = CODEC.function(Symbols.OF_CODEC[1], FINDS);
  static final MethodHandle ALLOC_CONTEXT = CODEC.function(Symbols.OF_CODEC[2], FINDS);
  static final MethodHandle ALLOC_PARAMETERS = CODEC.function(Symbols.OF_CODEC[4], MAKES);
  static final MethodHandle SET_PARAMETERS = CODEC.function(Symbols.OF_CODEC[6], TAKES);
  static final MethodHandle OPEN =
      CODEC.function(
          Symbols.OF_CODEC[7], FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  static final MethodHandle SEND_FRAME = CODEC.function(Symbols.OF_CODEC[8], TAKES);
  static final MethodHandle RECEIVE_PACKET = CODEC.function(Symbols.OF_CODEC[9], TAKES);
  static final MethodHandle SEND_PACKET = CODEC.function(Symbols.OF_CODEC[10], TAKES);
  static final MethodHandle RECEIVE_FRAME = CODEC.function(Symbols.OF_CODEC[11], TAKES);
  static final MethodHandle ALLOC_PACKET = CODEC.function(Symbols.OF_CODEC[12], MAKES);
  static final MethodHandle SET_INT =
      AVUTIL.function(
          Symbols.OF_UTIL[0],
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
  static final MethodHandle SET =
      AVUTIL.function(
          Symbols.OF_UTIL[1], FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
  static final MethodHandle LOG_LEVEL =
      AVUTIL.function(Symbols.OF_UTIL[2], FunctionDescriptor.ofVoid(JAVA_INT));
  static final MethodHandle ALLOC_FRAME = AVUTIL.function(Symbols.OF_UTIL[3], MAKES);
  static final MethodHandle FRAME_BUFFER =
      AVUTIL.function(Symbols.OF_UTIL[5], FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle WRITABLE =
      AVUTIL.function(Symbols.OF_UTIL[6], FunctionDescriptor.of(JAVA_INT, ADDRESS));

  static final MethodHandle FREE_CONTEXT = CODEC.function(Symbols.OF_CODEC[3], FREES);
  static final MethodHandle FREE_PARAMETERS = CODEC.function(Symbols.OF_CODEC[5], FREES);
  static final MethodHandle FREE_PACKET = CODEC.function(Symbols.OF_CODEC[13], FREES);
  static final MethodHandle FREE_FRAME = AVUTIL.function(Symbols.OF_UTIL[4], FREES);

  private Functions() {}
}
