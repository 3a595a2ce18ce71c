// The errors of Anchor's framework, which programs made with it throw for accounts and arguments that do not belong together.

/** The names of the errors that follow each other from a number on; without those of Token-2022's extensions, which no pool uses. */
const FRAMEWORK = {
  100: "InstructionMissing InstructionFallbackNotFound InstructionDidNotDeserialize InstructionDidNotSerialize",
  1000: "IdlInstructionStub IdlInstructionInvalidProgram IdlAccountNotEmpty",
  1500: "EventInstructionStub",
  2000: "ConstraintMut ConstraintHasOne ConstraintSigner ConstraintRaw ConstraintOwner ConstraintRentExempt ConstraintSeeds ConstraintExecutable ConstraintState ConstraintAssociated ConstraintAssociatedInit ConstraintClose ConstraintAddress ConstraintZero ConstraintTokenMint ConstraintTokenOwner ConstraintMintMintAuthority ConstraintMintFreezeAuthority ConstraintMintDecimals ConstraintSpace ConstraintAccountIsNone ConstraintTokenTokenProgram ConstraintMintTokenProgram ConstraintAssociatedTokenTokenProgram",
  2500: "RequireViolated RequireEqViolated RequireKeysEqViolated RequireNeqViolated RequireKeysNeqViolated RequireGtViolated RequireGteViolated",
  3000: "AccountDiscriminatorAlreadySet AccountDiscriminatorNotFound AccountDiscriminatorMismatch AccountDidNotDeserialize AccountDidNotSerialize AccountNotEnoughKeys AccountNotMutable AccountOwnedByWrongProgram InvalidProgramId InvalidProgramExecutable AccountNotSigner AccountNotSystemOwned AccountNotInitialized AccountNotProgramData AccountNotAssociatedTokenAccount AccountSysvarMismatch AccountReallocExceedsLimit AccountDuplicateReallocs",
  4100: "DeclaredProgramIdMismatch TryingToInitPayerAsProgramAccount InvalidNumericConversion",
  5000: "Deprecated",
} as const;

type Names<T extends string> = T extends `${infer First} ${infer Rest}` ? First | Names<Rest> : T;

/** Name of an error of Anchor's framework. */
export type FrameworkErrorName = Names<(typeof FRAMEWORK)[keyof typeof FRAMEWORK]>;

/** The name of an error of Anchor's framework by its number. */
export function frameworkErrorName(code: number): FrameworkErrorName | undefined {
  for (const [first, names] of Object.entries(FRAMEWORK)) {
    const name = names.split(" ")[code - Number(first)];
    if (name) return name as FrameworkErrorName;
  }
  return undefined;
}

/** All of them, by number. */
export function frameworkErrorNames(): FrameworkErrorName[] {
  return Object.values(FRAMEWORK).flatMap((names) => names.split(" ") as FrameworkErrorName[]);
}

/** Whether a name is that of an error of Anchor's framework. */
export function isFrameworkError(name: string): name is FrameworkErrorName {
  return Object.values(FRAMEWORK).some((names) => names.split(" ").includes(name));
}
