namespace Lanekeeper.Cel.Evaluating;

/// <summary>One evaluation: its variables, what macros have bound, and how much work is left.</summary>
internal sealed class Run(ICelVariables variables, int slots, long costLimit)
{
    private long _left = costLimit;
    private string? _stopped;

    public ICelVariables Variables => variables;

    public CelValue[] Slots { get; } = slots == 0 ? [] : new CelValue[slots];

    public bool IsExhausted => _stopped is not null;

    /// <summary>The error that no <c>||</c> absorbs.</summary>
    public CelValue Exhaustion => CelValue.Error(_stopped ?? "");

    /// <summary>Takes work from the account; false once it is overdrawn, and then nothing more is to be done.</summary>
    public bool Spend(long cost)
    {
        if (_stopped is not null)
        {
            return false;
        }

        _left -= cost;
        if (_left < 0)
        {
            Stop("the evaluation stopped at its cost limit");
        }

        return _left >= 0;
    }

    /// <summary>As <see cref="Spend"/>, for a text or bytes of that length.</summary>
    public bool SpendText(long length) => Spend(length / 8 + 1);

    public void Stop(string reason)
    {
        _stopped ??= reason;
        _left = -1;
    }
}
