package dev.groundswell.gateway.hostile;

import static dev.groundswell.gateway.hostile.Attack.passed;
import static dev.groundswell.gateway.hostile.Attack.refused;
import static dev.groundswell.gateway.hostile.Attack.turnedAway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Requests over HTTP/1.1 whose end, head or target two readers see in two places. Ours, after the families that others have described: Linhart and others
/// (2005), Kettle (2019 and later), Heyes and Weikop on chunks (2025), Kallus and others with their HTTP Garden.
final class Smuggling {

    private static final String POST = "POST /api/quotes HTTP/1.1\r\nHost: a\r\n";
    private static final String GET = "GET /api/prices/A HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String END = "0\r\n\r\n";

    private Smuggling() {}

    static List<Attack> all() {
        return Stream.of(lengthBesideCoding(), codings(), lengths(), chunks(), trailers(), lines(), names(), hosts(), targets(), versions(),
                connections()).flatMap(List::stream).toList();
    }

    /// CL.TE and TE.CL: one reader takes the length, the other the chunks.
    private static List<Attack> lengthBesideCoding() {
        return List.of(
                refused("CL.TE", "6.1", POST + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n" + END + "G"),
                refused("TE.CL", "6.1", POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n" + END),
                refused("CL.0 beside TE", "6.1", POST + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n" + END),
                refused("CL.TE of another case", "6.1", POST + "content-LENGTH: 6\r\ntransfer-ENCODING: CHUNKED\r\n\r\n" + END + "G"),
                refused("CL beside TE: identity", "6.1", POST + "Content-Length: 3\r\nTransfer-Encoding: identity\r\n\r\nabc"),
                refused("CL beside an empty TE", "6.1", POST + "Content-Length: 3\r\nTransfer-Encoding:\r\n\r\nabc"),
                refused("CL beside TE in HTTP/1.0", "6.1",
                        "POST /api/quotes HTTP/1.0\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n" + END + "G"),
                refused("TE in HTTP/1.0", "6.1",
                        "POST /api/quotes HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END));
    }

    /// TE.TE: one reader knows the coding, the other does not.
    private static List<Attack> codings() {
        List<Attack> all = new ArrayList<>();
        for (String coding : List.of("xchunked", "chunked, identity", "identity, chunked", "identity", "gzip, chunked", "chunked, gzip",
                "chunked, chunked", "chunked,", ",chunked", "\"chunked\"", "'chunked'", "chunked;q=1", "chunked;a", "\u000bchunked",
                "\u000cchunked", "chunked\u000b", "chunked\u0000", "chunked\u0085", "\u00a0chunked", "chun\tked", "chunked cow",
                "chunke\u0064x",
                "\u00e7hunked", "chunKed\u2028".replace('\u2028', '\u001c'), "")) {
            all.add(refused("TE: " + visible(coding), "7", POST + "Transfer-Encoding: " + coding + "\r\n\r\n3\r\nabc\r\n" + END));
        }
        for (String coding : List.of("CHUNKED", "cHuNkEd", "\tchunked", " \t chunked \t")) {
            all.add(passed("TE: " + visible(coding), "7", "abc", POST + "Transfer-Encoding:" + coding + "\r\n\r\n3\r\nabc\r\n" + END));
        }
        all.add(refused("TE twice", "6.1", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE chunked, then cow", "6.1",
                POST + "Transfer-Encoding: chunked\r\nTransfer-encoding: cow\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE cow, then chunked", "6.1",
                POST + "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE with a blank before the colon", "5.1", POST + "Transfer-Encoding : chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE with a tab before the colon", "5.1", POST + "Transfer-Encoding\t: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE with NUL before the colon", "5.1", POST + "Transfer-Encoding\u0000: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE behind a blank", "5.2", POST + " Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE folded", "5.2", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE behind a bare CR", "2.2", POST + "X: a\rTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(refused("TE behind a bare LF", "2.2", POST + "X: a\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(passed("TE with an underscore is another field", "5.1", "abc",
                POST + "Transfer_Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc"));
        return all;
    }

    private static List<Attack> lengths() {
        List<Attack> all = new ArrayList<>();
        for (String length : List.of("+3", "-3", "-0", "0x3", "3 ,3", "3, 3", "3,3", "3, 4", "3;a", "3 3", "3\u000b", "\u000b3", "3\u0000",
                "3.0",
                "3e0", "\u0663".replace('\u0663', '\u00b3'), "", "a", "\"3\"", "99999999999999999999", "9223372036854775808", "3\r\n 4",
                "\r\n 3")) {
            all.add(refused("CL: " + visible(length), "6.3", POST + "Content-Length: " + length + "\r\n\r\nabc"));
        }
        all.add(refused("CL twice, the same", "6.3", POST + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"));
        all.add(refused("CL twice, another", "6.3", POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"));
        all.add(refused("CL twice, of another case", "6.3", POST + "Content-Length: 0\r\ncontent-length: 3\r\n\r\nabc"));
        all.add(refused("CL with a blank before the colon", "5.1", POST + "Content-Length : 3\r\n\r\nabc"));
        all.add(refused("CL without a colon", "5", POST + "Content-Length 3\r\n\r\nabc"));
        all.add(passed("CL with leading zeros", "RFC 9110, 8.6", "abc", POST + "Content-Length: 003\r\n\r\nabc"));
        all.add(passed("CL behind a tab", "5", "abc", POST + "Content-Length:\t3\t\r\n\r\nabc"));
        all.add(passed("CL: 0 and no body", "6.3", "", POST + "Content-Length: 0\r\n\r\n"));
        all.add(passed("CL: 00", "6.3", "", POST + "Content-Length: 00\r\n\r\n"));
        all.add(passed("neither CL nor TE", "6.3", "", POST + "\r\n"));
        all.add(passed("CL with an underscore is another field", "5.1", "abc", POST + "Content_Length: 9\r\nContent-Length: 3\r\n\r\nabc"));
        all.add(passed("GET with a body", "RFC 9110, 9.3.1", "", GET.replace("A", "by-length") + "Content-Length: 3\r\n\r\nabc"));
        all.add(passed("GET with chunks", "RFC 9110, 9.3.1", "",
                GET.replace("A", "by-chunks") + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END));
        all.add(passed("HEAD with a body", "RFC 9110, 9.3.2", "abc",
                "HEAD /api/prices/head HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"));
        return all;
    }

    private static List<Attack> chunks() {
        List<Attack> all = new ArrayList<>();
        for (String size : List.of("+3", "-3", "0x3", "x", "", " ", "3,", "3.0", "3g", "\u00b3", "10000000000000003",
                "100000003", "80000000", "ffffffff", "7fffffffffffffff", "3\n", "3;a\nb", "3;a=\"\nb\"", "3;a\rb", "3\n;a", "3_0")) {
            all.add(refused("chunk size " + visible(size), "7.1", CHUNKED + size + "\r\nabc\r\n" + END));
        }
        // Netty reads no further than to a blank or control character; the service gets chunks of the gateway's own.
        for (String size : List.of("3;a", "3;a=b", "3;a=\"b\"", "3 ;a", "03", "0000000003", "3;", "3 3", "3\u000b", "3\u0000", "3\r")) {
            all.add(passed("chunk size " + visible(size), "7.1.1", "abc", CHUNKED + size + "\r\nabc\r\n" + END));
        }
        all.add(passed("chunks in capital hex", "7.1", "abcdefghijk", CHUNKED + "B\r\nabcdefghijk\r\n" + END));
        all.add(passed("a last chunk of many zeros", "7.1", "abc", CHUNKED + "3\r\nabc\r\n0000\r\n\r\n"));
        all.add(refused("chunk size ending in a bare LF", "7.1", CHUNKED + "3\nabc\r\n" + END));
        all.add(refused("chunk ending in a bare LF", "7.1", CHUNKED + "3\r\nabc\n" + END));
        all.add(refused("chunk ending in nothing", "7.1", CHUNKED + "3\r\nabc" + END));
        all.add(refused("chunk ending in two other octets", "7.1", CHUNKED + "3\r\nabcXX" + END));
        all.add(refused("chunk longer than said", "7.1", CHUNKED + "3\r\nabcd\r\n" + END));
        all.add(refused("last chunk ending in a bare LF", "7.1", CHUNKED + "3\r\nabc\r\n0\n\r\n"));
        all.add(refused("end ending in a bare LF", "7.1", CHUNKED + "3\r\nabc\r\n0\r\n\n"));
        all.add(refused("chunk extension of 64 kB", "7.1.1", CHUNKED + "3;" + "a".repeat(65_536) + "\r\nabc\r\n" + END));
        return all;
    }

    private static List<Attack> trailers() {
        List<Attack> all = new ArrayList<>();
        for (String field : List.of("X-Trailer: 1", "Content-Length: 5", "Transfer-Encoding: chunked", "Host: b", "Authorization: Bearer x",
                "Content-Length: 5\r\nTransfer-Encoding: chunked")) {
            all.add(passed("trailer " + visible(field), "6.5.1, 7.1.2", "abc", CHUNKED + "3\r\nabc\r\n0\r\n" + field + "\r\n\r\n"));
        }
        all.add(refused("trailer of 64 kB", "7.1.2", CHUNKED + "3\r\nabc\r\n0\r\nX: " + "a".repeat(65_536) + "\r\n\r\n"));
        all.add(refused("trailer behind a bare LF", "2.2", CHUNKED + "3\r\nabc\r\n0\r\nX: 1\nY: 2\r\n\r\n"));
        all.add(refused("trailer without a colon", "5", CHUNKED + "3\r\nabc\r\n0\r\nGET / HTTP/1.1\r\n\r\n"));
        return all;
    }

    /// Ends of lines, and what stands between them.
    private static List<Attack> lines() {
        List<Attack> all = new ArrayList<>(List.of(
                refused("head ended by bare LFs", "2.2", "GET /api/prices/A HTTP/1.1\nHost: a\n\n"),
                refused("request line ended by a bare LF", "2.2", "GET /api/prices/A HTTP/1.1\nHost: a\r\n\r\n"),
                refused("field ended by a bare LF", "2.2", "GET /api/prices/A HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"),
                refused("head ended by CR LF LF", "2.2", "GET /api/prices/A HTTP/1.1\r\nHost: a\r\n\n"),
                refused("head ended by bare CRs", "2.2", "GET /api/prices/A HTTP/1.1\rHost: a\r\r"),
                refused("field with a bare CR", "2.2", GET + "X: a\rb\r\n\r\n"),
                refused("field ended by CR CR LF", "2.2", GET + "X: a\r\r\nY: b\r\n\r\n"),
                passed("field folded by a blank", "5.2", "", GET + "X: a\r\n b\r\n\r\n"),
                passed("field folded by a tab", "5.2", "", GET + "X: a\r\n\tb\r\n\r\n"),
                refused("first field folded", "2.2", "GET /api/prices/A HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"),
                passed("a blank line before folding", "5.2", "", GET + "X: a\r\n \r\n\r\n"),
                passed("CR LF before the request line", "2.2", "", "\r\n" + GET + "\r\n"),
                passed("blank before the request line", "3", "", " " + GET + "\r\n"),
                passed("NUL before the request line", "3", "", "\u0000" + GET + "\r\n")));
        for (String control : List.of("\u0000", "\u0001", "\u0007", "\u000b", "\u000c", "\u001b", "\u007f")) {
            all.add(refused("value with " + visible(control), "RFC 9110, 5.5", GET + "X: a" + control + "b\r\n\r\n"));
        }
        return all;
    }

    private static List<Attack> names() {
        List<Attack> all = new ArrayList<>();
        for (String name : List.of("", " ", "X ", "X\t", "X Y", "X\u0000", "X\u000b", "X\u007f", "X\u00e9", "X(", "X\"", "X/Y", "X[", "X{",
                "X@",
                "X,", "X;", "X=", "X<", "X?", "\u0001X", ":X")) {
            all.add(refused("name " + visible(name), "5.1", GET + name + ": 1\r\n\r\n"));
        }
        all.add(refused("line without a colon", "5", GET + "Smuggled\r\n\r\n"));
        all.add(refused("line that is a request", "5", GET + "GET / HTTP/1.1\r\n\r\n"));
        all.add(passed("an empty value", "5", "", GET + "X:\r\n\r\n"));
        all.add(refused("10,000 fields", "5.4 of RFC 9110", GET + "X: 1\r\n".repeat(10_000) + "\r\n"));
        all.add(refused("a field of 64 kB", "5.4 of RFC 9110", GET + "X: " + "a".repeat(65_536) + "\r\n\r\n"));
        all.add(refused("a name of 64 kB", "5.4 of RFC 9110", GET + "X".repeat(65_536) + ": a\r\n\r\n"));
        return all;
    }

    private static List<Attack> hosts() {
        List<Attack> all = new ArrayList<>();
        String line = "GET /api/prices/A HTTP/1.1\r\n";
        for (String host : List.of("", "a b", "a,b", "a@b", "a:80@b", "a/b", "a?b", "a#b", "a\\b", "a\tb", "\"a\"", "a;b", "http://a",
                "a:x",
                "a:1:2", "a:-1", "a:99999", "[::1", "::1", "a]", "[a", "%", "a%00b", "a%0d%0ab", "-", "..", "a..b", "\u00e4", "a_b!")) {
            all.add(refused("Host: " + visible(host), "3.2", line + "Host: " + host + "\r\n\r\n"));
        }
        for (String host : List.of("a", "a:", "A.example", "a.example:8080", "127.0.0.1:80", "[::1]", "[2001:db8::1]:443",
                "xn--bcher-kva.example", "a-b.c",
                "a_b")) {
            all.add(passed("Host: " + host, "3.2", "", line + "Host: " + host + "\r\n\r\n"));
        }
        all.add(refused("no Host", "3.2", line + "\r\n"));
        all.add(refused("two Hosts", "3.2", line + "Host: a\r\nHost: b\r\n\r\n"));
        all.add(refused("the same Host twice", "3.2", line + "Host: a\r\nhost: a\r\n\r\n"));
        all.add(refused("Host with a blank before the colon", "5.1", line + "Host : b\r\nHost: a\r\n\r\n"));
        all.add(refused("Host folded", "5.2", line + "Host: a\r\n b\r\n\r\n"));
        return all;
    }

    private static List<Attack> targets() {
        List<Attack> all = new ArrayList<>();
        for (String target : List.of("", "api/prices/A", "*", "a:80", "//a/api/prices/A", "/\\a/api/prices/A", "ftp://a/api/prices/A",
                "http://a@b/api/prices/A", "http://b:x/api/prices/A", "http:/api/prices/A", "http:api/prices/A", "file:///etc/passwd",
                "javascript:1",
                "/api/prices/A#b", "/api/prices/A b", "/api/prices/\tA", "/api/prices/\u0000", "/api/prices/%00", "/api/prices/\u007f",
                "/api/prices/\u00e9",
                "/api/prices/%c0%ae%c0%ae/q", "/api/prices/..%c0%afq", "/api/prices/%2e%2e/q", "/api/..;/q", "/api/prices/..%5cq",
                "/api/prices/%zz",
                "/api/prices/%u002e", "/api/prices/A;x=1", "/api/prices/%0d%0aX:%201", "/api/./prices/A", "/" + "a".repeat(65_536), "?",
                "@a/api", "/api/prices/<A>",
                "/api/prices/\"A\"", "/api/prices/A|B", "/api/prices/`A`", "/api/prices/{A}", "/api/prices/A^")) {
            all.add(turnedAway("target " + visible(target), "3.2", "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        }
        all.add(turnedAway("target of no UTF-8", "3.2", "GET /api/prices/%ff HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(refused("absolute form without a host", "RFC 9110, 4.2.1", "GET http:///api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(refused("absolute form of another host", "3.2.2", "GET http://b/api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(passed("absolute form of the host in capitals", "3.2.2", "", "GET HTTP://A/api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(passed("absolute form", "3.2.2", "", "GET http://a/api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(refused("CONNECT with authority form", "3.2.3", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"));
        all.add(turnedAway("CONNECT to a path", "3.2.3", "CONNECT /api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(refused("a method with a delimiter", "3.1", "GE(T /api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(refused("a method with NUL", "3.1", "GE\u0000T /api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(passed("two blanks in the request line", "3", "", "GET  /api/prices/A HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(passed("two blanks before the version", "3", "", "GET /api/prices/A  HTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(passed("tabs in the request line", "3", "", "GET\t/api/prices/A\tHTTP/1.1\r\nHost: a\r\n\r\n"));
        all.add(refused("a blank behind the version", "3", "GET /api/prices/A HTTP/1.1 \r\nHost: a\r\n\r\n"));
        all.add(refused("more behind the version", "3", "GET /api/prices/A HTTP/1.1 x\r\nHost: a\r\n\r\n"));
        return all;
    }

    private static List<Attack> versions() {
        List<Attack> all = new ArrayList<>();
        for (String version : List.of("HTTP/0.9", "HTTP/1.2", "HTTP/1.10", "HTTP/2.0", "HTTP/3.0", "HTTP/1", "HTTP/1.1.1", "HTTP/01.1",
                "http/1.1", "HTTPS/1.1",
                "HTTP 1.1", "HTTP/ 1.1", "HTTP/+1.1", "ICAP/1.0", "HTTP/1.\u00b9")) {
            all.add(refused("version " + visible(version), "2.3", "GET /api/prices/A " + version + "\r\nHost: a\r\n\r\n"));
        }
        all.add(refused("HTTP/0.9", "2.3", "GET /api/prices/A\r\n"));
        all.add(refused("preface of HTTP/2", "RFC 9113, 3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        return all;
    }

    /// What speaks about the connection, and must not reach beyond it.
    private static List<Attack> connections() {
        return List.of(
                passed("Connection: Content-Length", "RFC 9110, 7.6.1", "abc",
                        POST + "Connection: Content-Length\r\nContent-Length: 3\r\n\r\nabc"),
                passed("Connection: Transfer-Encoding", "RFC 9110, 7.6.1", "abc",
                        POST + "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END),
                passed("Connection: Host", "RFC 9110, 7.6.1", "", GET + "Connection: Host\r\n\r\n"),
                passed("Connection: Forwarded", "RFC 9110, 7.6.1", "", GET + "Connection: Forwarded, Via, Expect\r\n\r\n"),
                passed("an upgrade to h2c", "RFC 9113, 3.1", "",
                        GET + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n"),
                passed("an upgrade to a web socket", "RFC 9110, 7.8", "", GET
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
                passed("an expectation", "RFC 9110, 10.1.1", "abc", POST + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"),
                passed("an expectation of another case", "RFC 9110, 10.1.1", "abc",
                        POST + "Expect: 100-CONTINUE\r\nContent-Length: 3\r\n\r\nabc"),
                passed("an unknown expectation", "RFC 9110, 10.1.1", "abc", POST + "Expect: 200-ok\r\nContent-Length: 3\r\n\r\nabc"),
                passed("two expectations", "RFC 9110, 10.1.1", "abc", POST + "Expect: 100-continue, x\r\nContent-Length: 3\r\n\r\nabc"),
                passed("an expectation without a body", "RFC 9110, 10.1.1", "", GET + "Expect: 100-continue\r\n\r\n"));
    }

    /// Control characters and long runs told in a test's name.
    private static String visible(String text) {
        String head = text.length() > 60 ? text.substring(0, 20) + "… " + text.length() : text;
        StringBuilder shown = new StringBuilder();
        head.chars()
                .forEach(c -> shown.append(c > ' ' && c < 0x7f || c == ' ' || c == '…' ? String.valueOf((char) c) : "<%02x>".formatted(c)));
        return shown.toString();
    }
}
