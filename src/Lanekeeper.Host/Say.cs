using Lanekeeper.Faces;

namespace Lanekeeper.Host;

/// <summary>Words of the in-process commands, on standard error.</summary>
internal static class Say
{
    /// <returns>The exit code that goes with the problem.</returns>
    public static int Problem(Problem problem)
    {
        Console.Error.WriteLine($"lanekeeper: {problem.Message}");
        foreach (var detail in problem.Details.Take(20))
        {
            Console.Error.WriteLine($"  {detail}");
        }

        return ExitCodes.Of(problem.Kind);
    }
}
