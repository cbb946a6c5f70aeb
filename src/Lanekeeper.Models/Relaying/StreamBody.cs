using System.Buffers;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Models.Relaying;

/// <summary>
/// A stream on its way through. Whole events go on as they come; the one that ends it is held until the final row is committed.
/// <code>
///  provider ──bytes──▶ events ──▶ watched ──▶ on to the app
///                                    │ the last one
///                                    ▼
///                             final row committed ──▶ the last one, and the end
/// </code>
/// One that is cut or stands still ends in an event of its format that says so, never like one that is complete.
/// </summary>
internal sealed class StreamBody(Exchange exchange, HttpResponseMessage response, Stream upstream, ModelsOptions options, TimeProvider time) : RelayBody
{
    private const int ReadSize = 8 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
    private readonly ArrayBufferWriter<byte> _received = new(4 * 1024);
    private readonly ArrayBufferWriter<byte> _out = new(1024);
    private readonly ArrayBufferWriter<byte> _held = new(256);
    private readonly SseSplitter _splitter = new(options.LargestResponse);
    private readonly IStreamWatch _watch = WireReading.Watch(exchange.Request.Spoken);
    private readonly IStreamTranslator? _translator = exchange.Request.IsTranslated ? Translation.Stream(exchange.Asked, exchange.Request.Spoken) : null;
    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _stood;
    private Task<int>? _pending;
    private Task<Problem?>? _closing;
    private Problem? _early;
    private long _length;
    private StreamSight _seen;
    private bool _isTerminal;
    private bool _isOver;
    private bool _isBroken;

    public override bool IsOver => _isOver;

    public override bool IsBroken => _isBroken;

    /// <summary>Whether anything was seen that the app may already act on.</summary>
    private bool HasOutput => (_seen & StreamSight.Output) != 0;

    private TimeSpan Limit => exchange.Request.Target.Declared?.Silence ?? options.StreamSilence;

    private bool HasFailed => (_seen & StreamSight.Error) != 0;

    // Whatever goes on behind an error is not waited for for ever.
    private bool HasEnough => _held.WrittenCount > options.LargestResponse;

    public override Problem? EarlyProblem =>
        _early is not null ? _early
        : HasOutput ? null
        : HasFailed ? Told
        : _closing is null && _pending is { IsCompleted: true } && (!_pending.IsCompletedSuccessfully || _pending.Result == 0) && !_isTerminal ? Cut("it ended before it began")
        : null;

    private Problem? Told => _watch.Facts.Failure is { } kind ? Say(kind, _watch.Facts.FailureWords) : null;

    /// <summary>Looks at the beginning, until there is output, an error or an end, or it has taken too long to hold it back.</summary>
    public async Task PeekAsync(CancellationToken cancellationToken)
    {
        var patience = Task.Delay(options.StreamPeek, time, cancellationToken);
        while ((_seen & (StreamSight.Output | StreamSight.Terminal | StreamSight.Error)) == 0)
        {
            // Not cancelled with the beginning's limit: it may still be read when the beginning is over.
            _pending ??= upstream.ReadAsync(_buffer, CancellationToken.None).AsTask();
            await Task.WhenAny(_pending, patience);

            // An end this early, or a break, is dealt with where all are.
            if (!_pending.IsCompletedSuccessfully || _pending.Result == 0)
            {
                return;
            }

            Take(await TakePendingAsync());
        }
    }

    public override async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken caller)
    {
        if (_isOver)
        {
            return default;
        }

        while (!_isTerminal && !HasEnough && _out.WrittenCount == 0)
        {
            if (await ReadAsync(caller) is { } failure)
            {
                // Behind an error that it has told itself, a provider need not end well.
                return HasFailed ? await EndAsync() : await BreakAsync(failure);
            }
        }

        return _out.WrittenCount > 0 ? Flush() : await EndAsync();
    }

    public override async Task CloseEarlyAsync()
    {
        _early = EarlyProblem;
        if (_early is not null)
        {
            await CloseAsync(Exchange.StateOf(_early), _early);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        // The provider stops at once, however long the row takes; what it said so far is here.
        var early = EarlyProblem;
        response.Dispose();
        await CloseAsync(early is null ? CallState.Cancelled : Exchange.StateOf(early), early ?? ModelProblems.CallerLeft());
        _translator?.Dispose();

        // A read that was left pending still writes into the buffer; then the pool does without it.
        if (_pending is null || _pending.IsCompleted)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Reads once and takes apart what came.</summary>
    /// <returns>Why there is no more, or <see langword="null"/>.</returns>
    private async ValueTask<StreamFailure?> ReadAsync(CancellationToken caller)
    {
        if (time.GetElapsedTime(_begun) > options.LongestStream)
        {
            return new(CallState.TimedOut, ModelProblems.Silent(exchange.Request.Model, $"its stream went on for {options.LongestStream.TotalMinutes:0} minutes"));
        }

        var wait = Wait();
        try
        {
            // Not cancelled with the wait: what is pinged for meanwhile is the same read that goes on.
            _pending ??= upstream.ReadAsync(_buffer, CancellationToken.None).AsTask();
            await _pending.WaitAsync(wait, time, caller);
            var count = await TakePendingAsync();
            _stood = TimeSpan.Zero;
            if (count > 0)
            {
                Take(count);
                return null;
            }

            return TakeRest() ? null : new(CallState.FailedTransient, Cut("the stream ended before its end"));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return new(CallState.FailedTransient, Cut("the connection broke"));
        }
        catch (TimeoutException)
        {
            _stood += wait;
            return _length > 0 && _stood < Limit ? Ping() : new(CallState.TimedOut, ModelProblems.Silent(exchange.Request.Model, Stood()));
        }
    }

    // Until something has come it is still the beginning that is waited for.
    private TimeSpan Wait()
    {
        if (_length == 0)
        {
            var left = exchange.Request.Deadline - time.GetUtcNow();
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < Limit ? left : Limit;
        }

        return Limit - _stood < options.PingEvery ? Limit - _stood : options.PingEvery;
    }

    private StreamFailure? Ping()
    {
        _out.Write(WireErrors.Ping(exchange.Request.Kind).Span);
        return null;
    }

    private string Stood() => _length == 0 && _stood < Limit
        ? $"its stream had not begun after {exchange.Request.Time.TotalSeconds:0.#} s"
        : $"its stream stood still for {_stood.TotalSeconds:0.#} s";

    private Task<int> TakePendingAsync()
    {
        var pending = _pending!;
        _pending = null;
        return pending;
    }

    private void Take(int count)
    {
        var bytes = _buffer.AsSpan(0, count);
        _length += count;
        if (options.LargestResponse - _received.WrittenCount is > 0 and var room)
        {
            _received.Write(bytes[..Math.Min(count, room)]);
        }

        _splitter.Append(bytes);
        while (_splitter.TryRead(out var sse))
        {
            Take(sse);
        }
    }

    // At the end there may be an event without its blank line; half of one is not passed on.
    private bool TakeRest()
    {
        if (_splitter.TryReadRest(out var rest))
        {
            _seen |= _watch.See(rest);
            _isTerminal = _watch.End().IsComplete;
            if (_isTerminal || _splitter.Overflowed)
            {
                Pass(rest, _held);
            }
        }

        _isTerminal |= _watch.End().IsComplete;
        return _isTerminal;
    }

    private void Take(in SseEvent sse)
    {
        var sight = _watch.See(sse);
        if (!HasOutput && (sight & StreamSight.Output) != 0)
        {
            exchange.Begin();
        }

        _seen |= sight;
        _isTerminal |= (sight & StreamSight.Terminal) != 0;
        if ((sight & StreamSight.UsageOnly) == 0 || !exchange.Request.TakesUsageOut)
        {
            Pass(sse, _isTerminal || HasFailed ? _held : _out);
        }
    }

    // Of an error nothing is translated but what it says, and that once the row is written.
    private void Pass(in SseEvent sse, ArrayBufferWriter<byte> to)
    {
        if (_translator is null)
        {
            to.Write(sse.Raw.Span);
        }
        else if (!HasFailed)
        {
            _translator.Take(sse, to);
        }
    }

    private ReadOnlyMemory<byte> Flush()
    {
        var bytes = _out.WrittenMemory.ToArray();
        _out.ResetWrittenCount();
        Blot(bytes);
        return bytes;
    }

    private async Task<ReadOnlyMemory<byte>> EndAsync()
    {
        if (!HasFailed && (_translator is { IsGarbled: true } || (_translator is not null && _splitter.Overflowed)))
        {
            return await BreakAsync(new(CallState.FailedTransient, ModelProblems.Garbled(exchange.Request.Model, "part of its answer cannot be said in the format of the app")));
        }

        _isOver = true;
        _watch.End();
        var problem = Told;
        if (await CloseAsync(Exchange.StateOf(problem), problem) is { } unwritten)
        {
            _isBroken = true;
            return WireErrors.InBand(exchange.Request.Kind, unwritten);
        }

        var last = Last();
        Blot(last);
        return last;
    }

    private byte[] Last()
    {
        if (_translator is null)
        {
            return _held.WrittenMemory.ToArray();
        }

        if (HasFailed)
        {
            _isBroken = true;
            return Translation.InBand(exchange.Request.Kind, _watch.Facts.Failure ?? FailureKind.ServerError, _watch.Facts.FailureWords ?? "The provider failed.");
        }

        _translator.End(_held);
        return _held.WrittenMemory.ToArray();
    }

    private async Task<ReadOnlyMemory<byte>> BreakAsync(StreamFailure failure)
    {
        _isOver = _isBroken = true;
        await CloseAsync(failure.State, failure.Problem);
        return WireErrors.InBand(exchange.Request.Kind, failure.Problem);
    }

    /// <summary>Once: what it comes to stands with the first to know.</summary>
    private Task<Problem?> CloseAsync(CallState state, Problem? problem)
    {
        return _closing ??= Close();

        Task<Problem?> Close()
        {
            var body = _received.WrittenMemory.ToArray();
            Blot(body);
            return exchange.CloseAsync(state, problem, _watch.Facts, body, _length);
        }
    }

    private Problem Say(FailureKind kind, string? words) => Failures.Say(kind, exchange.Request.Target.Model, exchange.Status, Redaction.Blot(words, exchange.Request.Secret), options.LargestResponse);

    private Problem Cut(string why) => ModelProblems.ConnectionLost(exchange.Request.Model, why);

    private void Blot(byte[] bytes) => Redaction.Blot(bytes, exchange.Request.Secret);

    private sealed record StreamFailure(CallState State, Problem Problem);
}
