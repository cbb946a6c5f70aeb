using System.Security.Cryptography;
using System.Text;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Answering;

/// <summary>Turns what shall be done into what goes over the wire.</summary>
internal sealed class Composer(FaultServerOptions options)
{
    private const string Page = "<!DOCTYPE html>\n<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<center><h1>502 Bad Gateway</h1></center>\n<hr><center>cloudflare</center>\n</body>\n</html>\n";

    public string RequestId(int number) => "req_" + Letters($"request {number}", 24);

    public int ProcessingMs(int number) => 100 + (Letters($"time {number}", 2)[1] * 7 % 900);

    public Reply Reject(Failure failure, IDialect dialect, int number) =>
        new() { Status = failure.Status, Failure = failure, Parts = [dialect.Write(failure, RequestId(number))] };

    public Reply Compose(Behaviour behaviour, Question question, IDialect dialect, int number)
    {
        var reply = Whole(behaviour, question, dialect, number) with { InputTokens = behaviour.InputTokens ?? question.InputTokens };
        return behaviour.SplitEvery is { } size ? reply with { Parts = Split(reply.Parts, size) } : reply;
    }

    private Reply Whole(Behaviour behaviour, Question question, IDialect dialect, int number) => behaviour.Do switch
    {
        FaultKind.Reset => new Reply { Headless = true, Ending = Ending.Reset },
        FaultKind.Silence => new Reply { Headless = true, Ending = Ending.Silence },
        FaultKind.Empty => new Reply(),
        FaultKind.Html => Text(200, "text/html; charset=utf-8", Page),
        FaultKind.BadGateway => Text(502, "text/html; charset=utf-8", Page),
        FaultKind.WrongShape => Text(200, "application/json", """{"result":"fine","items":[1,2,3]}"""),
        FaultKind.Garbage => new Reply { Parts = [SHA512.HashData(Seeded($"garbage {number}"))] },
        FaultKind.Raw => Text(behaviour.Status ?? 200, behaviour.ContentType ?? "application/json", behaviour.Body ?? ""),
        FaultKind.ErrorInside when !question.Stream =>
            new Reply { Parts = [dialect.Write(dialect.Fail(FaultKind.Overloaded, question), RequestId(number))] },
        FaultKind.Filter when dialect is AnthropicDialect => Reject(dialect.Fail(behaviour.Do, question), dialect, number),
        >= FaultKind.BadRequest and <= FaultKind.Overloaded => Reject(dialect.Fail(behaviour.Do, question), dialect, number),
        _ => Deliver(behaviour, question, dialect, number),
    };

    private Reply Deliver(Behaviour behaviour, Question question, IDialect dialect, int number)
    {
        var answer = Answers.Make(behaviour, question, new AnswerIds(
            dialect.IdPrefixes.Answer + Letters($"answer {number}", 24), n => dialect.IdPrefixes.Tool + Letters($"tool {number}.{n}", 22),
            Letters($"padding {number}", 16), options.Time.GetUtcNow().ToUnixTimeSeconds()));
        var parts = question.Stream ? dialect.WriteStream(answer, question.UsageInStream).Select(part => (ReadOnlyMemory<byte>)part).ToList() : Halves(dialect.Write(answer));
        var some = Math.Min(parts.Count, behaviour.After ?? parts.Count / 2);
        var broken = behaviour.Do is FaultKind.Cut or FaultKind.Stall or FaultKind.Truncated or FaultKind.ErrorInside;
        return new Reply
        {
            ContentType = question.Stream ? "text/event-stream; charset=utf-8" : "application/json",
            Ending = behaviour.Do switch { FaultKind.Cut => Ending.Reset, FaultKind.Stall => Ending.Silence, _ => Ending.Clean },
            Parts = behaviour.Do switch
            {
                FaultKind.ErrorInside => [.. parts.Take(some), dialect.WriteStreamError(dialect.Fail(FaultKind.Overloaded, question), RequestId(number))],
                FaultKind.NoDone when question.Stream => [.. parts.SkipLast(1)],
                FaultKind.DoubleStart when question.Stream => [parts[0], .. parts],
                _ => broken ? [.. parts.Take(some)] : question.Stream ? parts : [Join(parts)],
            },
        };
    }

    private static Reply Text(int status, string contentType, string body) =>
        new() { Status = status, ContentType = contentType, Parts = body.Length == 0 ? [] : [Encoding.UTF8.GetBytes(body)] };

    private static List<ReadOnlyMemory<byte>> Halves(byte[] body) => [body.AsMemory(0, body.Length / 2), body.AsMemory(body.Length / 2)];

    private static ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var whole = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(whole.AsMemory(at));
            at += part.Length;
        }

        return whole;
    }

    private static List<ReadOnlyMemory<byte>> Split(IReadOnlyList<ReadOnlyMemory<byte>> parts, int size)
    {
        var whole = Join(parts);
        return [.. Enumerable.Range(0, (whole.Length + size - 1) / size).Select(n => whole.Slice(n * size, Math.Min(size, whole.Length - (n * size))))];
    }

    private string Letters(string purpose, int count)
    {
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return string.Concat(SHA256.HashData(Seeded(purpose)).Take(count).Select(value => alphabet[value % alphabet.Length]));
    }

    private byte[] Seeded(string purpose) => Encoding.UTF8.GetBytes($"{options.Seed} {purpose}");
}
