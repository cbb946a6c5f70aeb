namespace Lanekeeper.Models.Relaying;

/// <summary>The requests that one request of an app led to.</summary>
internal sealed class Trail
{
    public Guid First { get; private set; }

    public Guid Last { get; private set; }

    public int Number { get; private set; }

    /// <summary>How many of them were sent.</summary>
    public int Asked { get; set; }

    public int Begin(Guid id)
    {
        (First, Last) = (Number == 0 ? id : First, id);
        return ++Number;
    }
}
