namespace Lanekeeper.Models;

/// <summary>Which rows of the ledger a request of an app led to.</summary>
public sealed class RelayTrace
{
    /// <summary>The last one; <see langword="null"/> when nothing was sent.</summary>
    public Guid? CallId { get; private set; }

    public int Attempts { get; private set; }

    internal void Add(Guid callId)
    {
        CallId = callId;
        Attempts++;
    }
}
