import { useMay } from '../session/use-may.ts';
import { BringFile } from './bring-file.tsx';
import { EarlierImports } from './earlier-imports.tsx';
import { ImportFrame } from './import-frame.tsx';

/** Where an import begins, and where earlier ones are found again. */
export const ImportStartPage = () => {
  const may = useMay();
  return (
    <ImportFrame place="file">
      <BringFile />
      {may('listImports') && <EarlierImports />}
    </ImportFrame>
  );
};
