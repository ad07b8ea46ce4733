// Turns values of the SDK into tagged ones (conformance/PROTOCOL.md).
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.http.util.VersionInfo;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

final class Tag {
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(53);

  static Object of(Object value) {
    if (value == null || value instanceof Boolean) return value;
    if (value instanceof String) return text((String) value);
    if (value instanceof Integer || value instanceof Long) return integer(value.toString());
    if (value instanceof Float || value instanceof Double) return Map.of("$double", value.toString());
    if (value instanceof SdkNumber) return integer(((SdkNumber) value).stringValue());
    if (value instanceof BigDecimal) return Map.of("$decimal", value.toString());
    if (value instanceof Instant) return Map.of("$timestamp", value.toString());
    if (value instanceof SdkBytes) {
      return Map.of("$bytes", Base64.getEncoder().encodeToString(((SdkBytes) value).asByteArray()));
    }
    if (value instanceof Document) return document((Document) value);
    if (value instanceof List) {
      List<Object> list = new ArrayList<>();
      for (Object item : (List<?>) value) list.add(of(item));
      return list;
    }
    if (value instanceof Map) return map((Map<?, ?>) value);
    if (value instanceof SdkPojo) return members((SdkPojo) value);
    return Map.of("$other", value.getClass().getName());
  }

  // Members that are absent are null, or a list or map that the SDK made up.
  static Map<String, Object> members(SdkPojo pojo) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      boolean absent = value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
      if (!absent) members.put(field.locationName(), of(value));
    }
    return members;
  }

  private static Object document(Document value) {
    if (value.isNull()) return null;
    if (value.isBoolean()) return value.asBoolean();
    if (value.isString()) return of(value.asString());
    if (value.isNumber()) return of(value.asNumber());
    return value.isMap() ? of(value.asMap()) : of(value.asList());
  }

  private static Object integer(String digits) {
    if (!digits.matches("-?[0-9]+")) return Map.of(digits.matches("[-+.eE0-9]+") ? "$decimal" : "$double", digits);
    BigInteger whole = new BigInteger(digits);
    return whole.abs().compareTo(LARGEST) <= 0 ? whole : Map.of("$integer", whole.toString());
  }

  private static Object text(String text) {
    if (StandardCharsets.UTF_16BE.newEncoder().canEncode(text)) return text;
    List<String> units = new ArrayList<>();
    for (char unit : text.toCharArray()) units.add(String.format("%04x", (int) unit));
    return Map.of("$lone", String.join(" ", units));
  }

  private static Object map(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    List<Object> pairs = new ArrayList<>();
    boolean tagged = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = of(entry.getKey()), item = of(entry.getValue());
      tagged |= !(key instanceof String) || ((String) key).startsWith("$");
      plain.put(String.valueOf(entry.getKey()), item);
      pairs.add(java.util.Arrays.asList(key, item));
    }
    return tagged ? Map.of("$map", pairs) : plain;
  }

  static void describe(AwsServiceException error, Map<String, Object> answer) {
    AwsErrorDetails details = error.awsErrorDetails();
    answer.put("class", error.getClass().getName());
    answer.put("text", of(chain(error)));
    answer.put("status", error.statusCode());
    answer.put("request_id", of(error.requestId()));
    answer.put("code", of(details == null ? null : details.errorCode()));
    answer.put("message", of(details == null ? null : details.errorMessage()));
    if (error instanceof SdkPojo) answer.put("members", members((SdkPojo) error));
  }

  // What a log would show: the error and its causes.
  static String chain(Throwable error) {
    StringBuilder text = new StringBuilder(String.valueOf(error.getMessage()));
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) text.append("; ").append(cause);
    return text.toString();
  }

  static Method method(Object object, String name) throws ReflectiveOperationException {
    for (Class<?> type : object.getClass().getInterfaces()) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) return method;
      }
    }
    throw new NoSuchMethodException(name);
  }

  static String apacheVersion() {
    return VersionInfo.loadVersionInfo("org.apache.http.client", Tag.class.getClassLoader()).getRelease();
  }
}
