namespace Lanekeeper.Models.Relaying;

/// <summary>The requests that one request of an app led to.</summary>
/// <param name="trace">What the app is told of them where it ends in an error.</param>
internal sealed class Trail(RelayTrace? trace = null)
{
    public Guid First { get; private set; }

    public Guid Last { get; private set; }

    public int Number { get; private set; }

    /// <summary>How many of them have their row, and went out.</summary>
    public int Asked { get; private set; }

    public int Begin(Guid id)
    {
        (First, Last) = (Number == 0 ? id : First, id);
        return ++Number;
    }

    /// <summary>The last one has its row.</summary>
    public void Ask()
    {
        Asked++;
        trace?.Add(Last);
    }
}
