namespace Lanekeeper.Testing;

/// <summary>
/// Waits for what comes soon or never. The limit is there so that a test fails by its own name instead of hanging; no test may pass because of it,
/// and a machine ten times slower than ours must not reach it.
/// </summary>
public static class Patiently
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Task AwaitAsync(Task coming, CancellationToken cancellationToken = default) => coming.WaitAsync(Longest, cancellationToken);

    public static Task<T> AwaitAsync<T>(Task<T> coming, CancellationToken cancellationToken = default) => coming.WaitAsync(Longest, cancellationToken);

    /// <summary>For what tells nobody that it changed: asks again and again.</summary>
    /// <returns>The first answer that is as wished.</returns>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask, Func<T, bool> wished, CancellationToken cancellationToken = default)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var answer = await ask();
        while (!wished(answer))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Longest)
            {
                throw new TimeoutException($"After {Longest} it is still: {answer}");
            }

            await Task.Delay(Pause, cancellationToken);
            answer = await ask();
        }

        return answer;
    }
}
