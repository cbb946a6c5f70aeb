namespace Lanekeeper.Storage;

/// <summary>Every way in which this room says no.</summary>
public static class StorageProblems
{
    public static Problem QueueFull() =>
        Later("storage.queue-full", "More is to be written than the database takes just now. Try again in a moment.", TimeSpan.FromSeconds(1));

    public static Problem Stopping() =>
        Later("storage.stopping", "This server is stopping and takes no more work. Try again in a moment.", TimeSpan.FromSeconds(5));

    private static Problem Later(string code, string message, TimeSpan after) => new(ProblemKind.Exhausted, code, message) { RetryAfter = after };
}
