using System.Collections.Concurrent;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>
/// Leaves a provider alone that is down: after some failures in a row it is not asked for a while, then by one request at a time until one is
/// answered. Each process keeps its own, by address and model.
/// </summary>
internal sealed class Breaker(ModelsOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Address, string Model), State> _states = new();

    /// <returns>How long it is left alone still; <see langword="null"/> when it may be asked.</returns>
    public TimeSpan? Ask(Uri address, ModelDefinition model)
    {
        if (!_states.TryGetValue(Key(address, model), out var state))
        {
            return null;
        }

        lock (state)
        {
            var now = time.GetUtcNow();
            if (state.Failures < options.BreakerFailures)
            {
                return null;
            }

            if (now < state.Until)
            {
                return state.Until - now;
            }

            // This one probes, and holds off the others for as long again.
            state.Until = now + options.BreakerPause;
            return null;
        }
    }

    public void Count(Uri address, ModelDefinition model, bool isDown)
    {
        var key = Key(address, model);
        if (!isDown)
        {
            _states.TryRemove(key, out _);
            return;
        }

        var state = _states.GetOrAdd(key, static _ => new State());
        lock (state)
        {
            state.Failures++;
            state.Until = time.GetUtcNow() + options.BreakerPause;
        }
    }

    private static (string Address, string Model) Key(Uri address, ModelDefinition model) => (address.GetLeftPart(UriPartial.Path), model.Model);

    private sealed class State
    {
        public int Failures { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}
