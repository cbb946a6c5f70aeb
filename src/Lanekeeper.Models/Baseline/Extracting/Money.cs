namespace Lanekeeper.Models.Baseline.Extracting;

/// <param name="Currency">ISO 4217, or null where the text names none that is certain.</param>
/// <param name="Marked">Whether the text marks it as money by any sign or word.</param>
internal readonly record struct Money(decimal Amount, string? Currency, bool Marked);
