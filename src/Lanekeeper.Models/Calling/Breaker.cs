using System.Collections.Concurrent;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Calling;

/// <summary>
/// Leaves a provider alone that is down: after some failures in a row it is not asked for a while, then by one request at a time until one is
/// answered. Each process keeps its own, by address and model.
/// </summary>
internal sealed class Breaker(ModelsOptions options, TimeProvider time)
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
            if (state.Failures < (model.Breaker?.Failures ?? options.BreakerFailures))
            {
                return default;
            }

            if (now < state.Until)
            {
                return new(state.Until - now, false);
            }

            // This one probes, and holds off the others for as long again.
            state.Until = now + (model.Breaker?.Pause ?? options.BreakerPause);
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
            _states.TryRemove(key, out _);
            return;
        }

        var state = _states.GetOrAdd(key, static _ => new State());
        lock (state)
        {
            state.Failures++;
            state.Until = time.GetUtcNow() + (model.Breaker?.Pause ?? options.BreakerPause);
        }
    }

    /// <summary>What a failure says of the provider. Too much to do is not the same as being down.</summary>
    public static bool IsDown(Problem? problem) => problem is { IsTransient: true, Code: not ("models.rate-limited" or "models.busy") };

    private static (string Address, string Model) Key(Uri address, ModelDefinition model) => (address.GetLeftPart(UriPartial.Path), model.Model);

    private sealed class State
    {
        public int Failures { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}

/// <param name="Wait">How long the provider is left alone still; <see langword="null"/> when it may be asked.</param>
/// <param name="IsProbe">This one finds out whether it is back.</param>
internal readonly record struct BreakerTurn(TimeSpan? Wait, bool IsProbe);
