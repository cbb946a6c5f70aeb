namespace Lanekeeper.Storage.Clustering;

/// <summary>Turns what PostgreSQL printed into what a person can do.</summary>
internal static class StartFailure
{
    private const int LinesShown = 8;

    public static string WordsFor(string output, ClusterFolder folder)
    {
        if (output.Contains("No space left on device", StringComparison.Ordinal) || output.Contains("Disk quota exceeded", StringComparison.Ordinal))
        {
            return $"The disk under {folder.DataFolder} is full, so PostgreSQL cannot start. Nothing is lost: make room and start again.";
        }

        if (output.Contains("Cannot allocate memory", StringComparison.Ordinal))
        {
            return "There is not enough memory to start PostgreSQL (it takes about 200 MB). Stop something else, or add swap.";
        }

        if (output.Contains("Permission denied", StringComparison.Ordinal) || output.Contains("Operation not permitted", StringComparison.Ordinal))
        {
            return $"PostgreSQL may not use {folder.Root}: {Tail(output)}\nThe folder must belong to the user as whom PostgreSQL runs; a folder first used by root stays root's.";
        }

        return $"PostgreSQL did not start: {Tail(output)}\nMore in {folder.Logs} and {folder.StartLog}.";
    }

    /// <summary>The processes of a server that was killed still hold its memory; they see it and end within moments.</summary>
    public static bool WillPass(string output) => output.Contains("pre-existing shared memory block", StringComparison.Ordinal);

    private static string Tail(string output) => string.Join('\n', output.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LinesShown));
}
