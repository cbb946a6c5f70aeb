namespace Lanekeeper.Faces;

/// <summary>Whether the program can do its work now, and what an unexpected error says of that; Host knows.</summary>
public interface IReadiness
{
    /// <returns>What is missing, or <see langword="null"/> when nothing is.</returns>
    Task<Problem?> CheckAsync(CancellationToken cancellationToken);

    /// <returns>The problem behind an exception that means "not now", or <see langword="null"/> for a fault of ours.</returns>
    Problem? Explain(Exception exception);
}
