using System.Collections.Concurrent;
using Lanekeeper.Project;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Calling;

/// <summary>
/// Leaves a provider alone that is down: after some failures in a row it is not asked for a while, then by one request at a time until one is
/// answered. Each process keeps its own, by address and model.
/// </summary>
internal sealed partial class Breaker(ModelsOptions options, TimeProvider time, ILogger<Breaker> logger)
{
    private readonly ConcurrentDictionary<(string Address, string Model), State> _states = new();

    public BreakerTurn Ask(Uri address, ModelDefinition model)
    {
        if (!_states.TryGetValue(Key(address, model), out var state))
        {
            return default;
        }

        lock (state)
        {
            var now = time.GetUtcNow();
            if (state.Failures < Most(model))
            {
                return default;
            }

            if (now < state.Until)
            {
                return new(state.Until - now, false);
            }

            // This one probes, and holds off the others for as long again.
            state.Until = now + Pause(model);
            return new(null, true);
        }
    }

    /// <param name="turn">As it was asked for.</param>
    /// <param name="isDown">Whether the provider failed; <see langword="null"/> when it was not asked, or nobody waited for what it would say.</param>
    public void End(Uri address, ModelDefinition model, BreakerTurn turn, bool? isDown)
    {
        var key = Key(address, model);
        if (isDown is null)
        {
            if (turn.IsProbe && _states.TryGetValue(key, out var probed))
            {
                lock (probed)
                {
                    probed.Until = time.GetUtcNow();
                }
            }

            return;
        }

        if (!isDown.Value)
        {
            if (_states.TryRemove(key, out var past) && past.Failures >= Most(model))
            {
                LogIsBack(model.Name, key.Address);
            }

            return;
        }

        var state = _states.GetOrAdd(key, static _ => new State());
        lock (state)
        {
            state.Failures++;
            state.Until = time.GetUtcNow() + Pause(model);
            if (state.Failures == Most(model))
            {
                LogIsDown(model.Name, key.Address, state.Failures, Pause(model).TotalSeconds);
            }
        }
    }

    /// <summary>What a failure says of the provider. Too much to do is not the same as being down.</summary>
    public static bool IsDown(Problem? problem) => problem is { IsTransient: true, Code: not ("models.rate-limited" or "models.busy") };

    private int Most(ModelDefinition model) => model.Breaker?.Failures ?? options.BreakerFailures;

    private TimeSpan Pause(ModelDefinition model) => model.Breaker?.Pause ?? options.BreakerPause;

    private static (string Address, string Model) Key(Uri address, ModelDefinition model) => (address.GetLeftPart(UriPartial.Path), model.Model);

    [LoggerMessage(LogLevel.Error, "{Model} at {Address} failed {Count} times in a row: it is left alone, and asked by one call every {Seconds:0.#} s until one is answered.")]
    private partial void LogIsDown(string model, string address, int count, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Model} at {Address} answers again.")]
    private partial void LogIsBack(string model, string address);

    private sealed class State
    {
        public int Failures { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}

/// <param name="Wait">How long the provider is left alone still; <see langword="null"/> when it may be asked.</param>
/// <param name="IsProbe">This one finds out whether it is back.</param>
internal readonly record struct BreakerTurn(TimeSpan? Wait, bool IsProbe);
