namespace Lanekeeper.Ledger.Writing;

/// <summary>One of the two rows of a call.</summary>
internal readonly record struct CallEntry(CallIntent? Intent, CallFinal? Final);
