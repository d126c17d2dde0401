package io.turnout.protocol.phone;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** Fields of script objects. What is not there and what is null are the same. */
final class Js {
    private Js() {}

    @JSBody(
            params = {"object", "name"},
            script = "return object[name] !== undefined && object[name] !== null;")
    static native boolean has(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name];")
    static native JSObject object(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return String(object[name]);")
    static native String text(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return Number(object[name]);")
    static native double number(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name] === true;")
    static native boolean flag(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name].map(String);")
    static native String[] texts(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name];")
    static native JSObject[] objects(JSObject object, String name);

    @JSBody(
            params = {"object"},
            script = "return Object.keys(object);")
    static native String[] names(JSObject object);

    @JSBody(
            params = {},
            script = "return {};")
    static native JSObject empty();

    @JSBody(
            params = {"object", "name", "value"},
            script = "object[name] = value;")
    static native void put(JSObject object, String name, @Nullable String value);

    @JSBody(
            params = {"object", "name", "value"},
            script = "object[name] = value;")
    static native void put(JSObject object, String name, double value);

    @JSBody(
            params = {"object", "name", "value"},
            script = "object[name] = value;")
    static native void put(JSObject object, String name, boolean value);

    @JSBody(
            params = {"object", "name", "value"},
            script = "object[name] = value;")
    static native void put(JSObject object, String name, JSObject value);

    @JSBody(
            params = {"object", "name"},
            script = "object[name] = [];")
    static native void list(JSObject object, String name);

    @JSBody(
            params = {"object", "name", "value"},
            script = "object[name].push(value);")
    static native void add(JSObject object, String name, JSObject value);

    static Int8Array bytes(byte[] bytes) {
        Int8Array array = new Int8Array(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            array.set(i, bytes[i]);
        }
        return array;
    }
}
