"""What a sentence tells its reader about figures, as linear relations: for the disclosure control of texts."""
