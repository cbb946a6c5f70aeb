namespace Lanekeeper.Gateway;

/// <summary>Whether the program can do its work now; Host knows.</summary>
public interface IReadiness
{
    /// <returns>What is missing, or <see langword="null"/> when nothing is.</returns>
    Task<Problem?> CheckAsync(CancellationToken cancellationToken);
}
