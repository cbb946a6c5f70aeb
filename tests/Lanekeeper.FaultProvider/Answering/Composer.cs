using System.Security.Cryptography;
using System.Text;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Answering;

/// <summary>Turns what shall be done into what goes over the wire.</summary>
internal sealed class Composer(FaultServerOptions options)
{
    private const string Page = "<!DOCTYPE html>\n<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<center><h1>502 Bad Gateway</h1></center>\n<hr><center>cloudflare</center>\n</body>\n</html>\n";

    private readonly PlainAnswers _plain = new();

    public string RequestId(int number) => "req_" + Letters("request", number, 24);

    public int ProcessingMs(int number) => 100 + (int)(new Spring(options.Seed, "time", number).Next() % 900);

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
        FaultKind.Garbage => new Reply { Parts = [Garbage(number)] },
        FaultKind.Raw => Text(behaviour.Status ?? 200, behaviour.ContentType ?? "application/json", behaviour.Body ?? ""),
        FaultKind.Filter when dialect is AnthropicFormat => Reject(dialect.Fail(behaviour.Do, question), dialect, number),
        >= FaultKind.BadRequest and <= FaultKind.Overloaded => Reject(dialect.Fail(behaviour.Do, question), dialect, number),
        _ => Deliver(behaviour, question, dialect, number),
    };

    private Reply Deliver(Behaviour behaviour, Question question, IDialect dialect, int number)
    {
        var (letters, created) = (Letters("answer", number, AnswerIds.Letters), options.Time.GetUtcNow().ToUnixTimeSeconds());
        if (PlainAnswers.Takes(behaviour, question, created))
        {
            return _plain.Get(behaviour, question, dialect, ids => Build(behaviour, question, dialect, number, ids)).Fill(letters, created);
        }

        var tools = dialect.IdPrefixes.Tool;
        return Build(behaviour, question, dialect, number,
            new AnswerIds(dialect.IdPrefixes.Answer + letters, n => tools + Letters("tool " + n, number, 22), Letters("padding", number, 16), created));
    }

    private Reply Build(Behaviour behaviour, Question question, IDialect dialect, int number, AnswerIds ids)
    {
        var answer = Answers.Make(behaviour, question, ids);
        var reply = question.Stream ? Stream(behaviour, question, dialect, number, answer) : One(behaviour, question, dialect, number, answer);
        return reply with { Ending = behaviour.Do switch { FaultKind.Cut => Ending.Reset, FaultKind.Stall => Ending.Silence, _ => Ending.Clean } };
    }

    private Reply One(Behaviour behaviour, Question question, IDialect dialect, int number, Answer answer)
    {
        if (behaviour.Do is FaultKind.ErrorInside or FaultKind.ErrorFirst)
        {
            return new Reply { Parts = [dialect.WriteInside(Inside(behaviour, question, dialect), RequestId(number), answer)] };
        }

        var body = dialect.Write(answer, question);
        return new Reply
        {
            ContentType = behaviour.Do == FaultKind.WrongType ? "text/plain; charset=utf-8" : "application/json",
            Parts = Breaks(behaviour.Do) ? [.. Halves(body).Take(behaviour.After ?? 1)] : [body],
        };
    }

    private Reply Stream(Behaviour behaviour, Question question, IDialect dialect, int number, Answer answer)
    {
        var parts = dialect.WriteStream(answer, question).Select(part => (ReadOnlyMemory<byte>)part).ToList();
        var some = Math.Min(parts.Count, behaviour.After ?? (behaviour.Do == FaultKind.ErrorFirst ? dialect.Preamble : parts.Count / 2));
        return new Reply
        {
            ContentType = behaviour.Do == FaultKind.WrongType ? "application/json" : "text/event-stream; charset=utf-8",
            Parts = behaviour.Do switch
            {
                FaultKind.ErrorInside or FaultKind.ErrorFirst =>
                    [.. parts.Take(some), .. dialect.WriteStreamError(Inside(behaviour, question, dialect), RequestId(number), answer, some)],
                FaultKind.NoDone => [.. parts.SkipLast(1)],
                FaultKind.DoubleStart => [parts[0], .. parts],
                FaultKind.Restart => [.. parts.Take(some), .. parts],
                FaultKind.Pace => Paced(parts, dialect.BeforeWords, JsonReading.Pieces(answer.Text ?? "").Count()),
                _ => Breaks(behaviour.Do) ? [.. parts.Take(some)] : parts,
            },
        };
    }

    /// <summary>What goes wrong behind a 200: at the first event the quota is spent, as is known of OpenAI; else the provider has too much to do.</summary>
    private static Failure Inside(Behaviour behaviour, Question question, IDialect dialect) =>
        dialect.Fail(behaviour.Do == FaultKind.ErrorFirst && dialect is OpenAiFormat ? FaultKind.Quota : FaultKind.Overloaded, question);

    private static bool Breaks(FaultKind kind) => kind is FaultKind.Cut or FaultKind.Stall or FaultKind.Truncated;

    /// <summary>A part for each word; what comes before the first goes out with it, and what comes after the last.</summary>
    private static List<ReadOnlyMemory<byte>> Paced(List<ReadOnlyMemory<byte>> events, int before, int words) =>
        words <= 1 ? [Join(events)]
        : [Join([.. events.Take(before + 1)]), .. events.Skip(before + 1).Take(words - 2), Join([.. events.Skip(before + words - 1)])];

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

    private string Letters(string purpose, int number, int count) => new Spring(options.Seed, purpose, number).Letters(count);

    private byte[] Garbage(int number) => SHA512.HashData(Encoding.UTF8.GetBytes($"{options.Seed} garbage {number}"));
}
