namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>What the machines made of one text: the label that they put first, its margin (above zero speaks for it) and its lead over the second.</summary>
internal readonly record struct Verdict(int Label, float Margin, float Lead);

/// <summary>A verdict whose rightness is known. It is foreign if the text belonged to none of the labels.</summary>
internal readonly record struct KnownVerdict(Verdict Verdict, bool Right, bool Foreign);
